package dev.tidegate.adapters.sts;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.services.sts.StsClient;

/// Checks that an account is in the broker's own AWS partition: credentials of one partition are
/// not valid in another.
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
