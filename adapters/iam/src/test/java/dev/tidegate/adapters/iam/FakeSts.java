package dev.tidegate.adapters.iam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/// Hands out credentials whose key id names the role, and remembers what was asked.
final class FakeSts implements StsClient {
  final List<AssumeRoleRequest> calls = new ArrayList<>();
  boolean refuses;

  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    calls.add(request);
    if (refuses) {
      throw StsException.builder()
          .statusCode(403)
          .awsErrorDetails(
              AwsErrorDetails.builder().errorCode("AccessDenied").errorMessage("no").build())
          .build();
    }
    return AssumeRoleResponse.builder()
        .credentials(
            Credentials.builder()
                .accessKeyId("key of " + request.roleArn())
                .secretAccessKey("secret")
                .sessionToken("token")
                .expiration(Instant.now().plusSeconds(request.durationSeconds()))
                .build())
        .build();
  }

  @Override
  public String serviceName() {
    return "sts";
  }

  @Override
  public void close() {}
}
