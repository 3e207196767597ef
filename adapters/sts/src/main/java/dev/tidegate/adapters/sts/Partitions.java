package dev.tidegate.adapters.sts;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.services.sts.StsClient;

/// Credentials of one AWS partition mean nothing in another: an account is reached only from a
/// broker of its own partition.
final class Partitions {
  private Partitions() {}

  static void check(Account account, StsClient sts) {
    Region region = sts.serviceClientConfiguration().region();
    RegionMetadata metadata = RegionMetadata.of(region);
    if (metadata != null && !metadata.partition().id().equals(account.partition())) {
      throw new Fault(
          Fault.Kind.DENIED,
          "account "
              + account.id()
              + " is in the partition "
              + account.partition()
              + ", the broker is in "
              + metadata.partition().id());
    }
  }
}
