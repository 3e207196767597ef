package dev.tidegate.adapters.iam;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/// The laptop's IAM with the limit that AWS has and it has not: the inline policies of a role are
/// at most 10,240 characters. Counts one role, from none on, for any number of callers at once.
final class LimitedIam implements IamClient {
  private final IamClient iam;
  private final Map<String, Integer> sizes = new TreeMap<>();

  LimitedIam(IamClient iam) {
    this.iam = iam;
  }

  @Override
  public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest request) {
    synchronized (sizes) {
      Map<String, Integer> after = new TreeMap<>(sizes);
      after.put(request.policyName(), request.policyDocument().length());
      if (after.values().stream().mapToInt(Integer::intValue).sum() > FakeIam.ROOM) {
        throw LimitExceededException.builder()
            .statusCode(409)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("LimitExceeded").build())
            .build();
      }
      PutRolePolicyResponse response = iam.putRolePolicy(request);
      sizes.putAll(after);
      return response;
    }
  }

  @Override
  public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest request) {
    synchronized (sizes) {
      DeleteRolePolicyResponse response = iam.deleteRolePolicy(request);
      sizes.remove(request.policyName());
      return response;
    }
  }

  @Override
  public GetRolePolicyResponse getRolePolicy(GetRolePolicyRequest request) {
    return iam.getRolePolicy(request);
  }

  @Override
  public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest request) {
    return iam.listRolePolicies(request);
  }

  @Override
  public String serviceName() {
    return iam.serviceName();
  }

  @Override
  public void close() {
    iam.close();
  }
}
