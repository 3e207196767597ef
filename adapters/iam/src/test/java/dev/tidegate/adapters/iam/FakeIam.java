package dev.tidegate.adapters.iam;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.IamRequest;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;

/// IAM's inline policies in memory, with the 10,240 characters that a role has and pages of three:
/// what the laptop's AWS does not have.
final class FakeIam implements IamClient {
  static final int ROOM = 10_240;
  private static final int PAGE = 3;

  final Map<String, TreeMap<String, String>> roles = new TreeMap<>();

  /// Roles that the caller has no right to, whether they exist or not, but may read.
  final Set<String> untagged = new LinkedHashSet<>();

  /// Roles that are tagged as eligible.
  final Set<String> eligible = new LinkedHashSet<>();

  /// Trust policies by role.
  final Map<String, String> trusts = new TreeMap<>();

  /// Permissions boundaries by role, which GetRole alone tells.
  final Map<String, String> boundaries = new TreeMap<>();

  /// The calls, each as `<action> <role> <policy>`.
  final List<String> calls = new ArrayList<>();

  /// Access key ids that the calls were made with.
  final Set<String> keys = new LinkedHashSet<>();

  /// Runs before each call; what it throws comes back to the caller.
  Runnable beforeCall = () -> {};

  /// Runs after each call that changed something.
  Runnable afterChange = () -> {};

  /// Runs once, after the next policy was put.
  Runnable afterPut = () -> {};

  void role(String name) {
    roles.put(name, new TreeMap<>());
  }

  /// Fills a role so that `left` characters are free.
  void fill(String role, int left) {
    TreeMap<String, String> policies = policies(role);
    policies.put("Filler", "x".repeat(ROOM - used(policies) - left));
  }

  TreeMap<String, String> policies(String role) {
    TreeMap<String, String> policies = roles.get(role);
    if (policies == null) {
      throw NoSuchEntityException.builder()
          .statusCode(404)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("NoSuchEntity").build())
          .build();
    }
    return policies;
  }

  @Override
  public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest request) {
    seen("put", request, request.roleName(), request.policyName());
    allowed(request.roleName());
    TreeMap<String, String> after = new TreeMap<>(policies(request.roleName()));
    after.put(request.policyName(), request.policyDocument());
    if (used(after) > ROOM) {
      throw LimitExceededException.builder()
          .statusCode(409)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("LimitExceeded").build())
          .build();
    }
    roles.put(request.roleName(), after);
    Runnable once = afterPut;
    afterPut = () -> {};
    once.run();
    afterChange.run();
    return PutRolePolicyResponse.builder().build();
  }

  @Override
  public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest request) {
    seen("delete", request, request.roleName(), request.policyName());
    allowed(request.roleName());
    existing(request.roleName(), request.policyName());
    policies(request.roleName()).remove(request.policyName());
    afterChange.run();
    return DeleteRolePolicyResponse.builder().build();
  }

  @Override
  public GetRolePolicyResponse getRolePolicy(GetRolePolicyRequest request) {
    seen("get", request, request.roleName(), request.policyName());
    String document = existing(request.roleName(), request.policyName());
    return GetRolePolicyResponse.builder()
        .policyDocument(URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20"))
        .build();
  }

  @Override
  public GetRoleResponse getRole(GetRoleRequest request) {
    seen("role", request, request.roleName(), "");
    policies(request.roleName());
    Role.Builder role = Role.builder().roleName(request.roleName());
    Optional.ofNullable(boundaries.get(request.roleName()))
        .ifPresent(arn -> role.permissionsBoundary(b -> b.permissionsBoundaryArn(arn)));
    return GetRoleResponse.builder().role(role.build()).build();
  }

  /// Roles three to a page, none with a tag or a boundary but those of [#boundaries].
  @Override
  public GetAccountAuthorizationDetailsResponse getAccountAuthorizationDetails(
      GetAccountAuthorizationDetailsRequest request) {
    seen("details", request, "", String.valueOf(request.marker()));
    List<String> names = List.copyOf(roles.keySet());
    int from = request.marker() == null ? 0 : Integer.parseInt(request.marker());
    int to = Math.min(from + PAGE, names.size());
    GetAccountAuthorizationDetailsResponse.Builder page =
        GetAccountAuthorizationDetailsResponse.builder()
            .roleDetailList(names.subList(from, to).stream().map(this::detail).toList())
            .isTruncated(to < names.size());
    if (to < names.size()) {
      return page.marker(Integer.toString(to)).build();
    }
    return page.policies(
            p ->
                p.arn("arn:aws:iam::222222222222:policy/Boundary")
                    .policyVersionList(
                        v -> v.versionId("v1").isDefaultVersion(false).document("old"),
                        v -> v.versionId("v2").isDefaultVersion(true).document("new")))
        .build();
  }

  private RoleDetail detail(String name) {
    RoleDetail.Builder role =
        RoleDetail.builder()
            .roleName(name)
            .assumeRolePolicyDocument(encoded(trusts.getOrDefault(name, "{}")))
            .rolePolicyList(
                policies(name).entrySet().stream()
                    .map(
                        one ->
                            PolicyDetail.builder()
                                .policyName(one.getKey())
                                .policyDocument(encoded(one.getValue()))
                                .build())
                    .toList());
    if (eligible.contains(name)) {
      role.tags(t -> t.key("tidegate:eligible").value("true"));
    }
    return role.build();
  }

  private static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest request) {
    seen("list", request, request.roleName(), String.valueOf(request.marker()));
    List<String> names = List.copyOf(policies(request.roleName()).keySet());
    int asked = request.marker() == null ? 0 : Integer.parseInt(request.marker());
    int from = Math.min(asked, names.size());
    int to = Math.min(from + PAGE, names.size());
    ListRolePoliciesResponse.Builder page =
        ListRolePoliciesResponse.builder()
            .policyNames(names.subList(from, to))
            .isTruncated(to < names.size());
    return (to < names.size() ? page.marker(Integer.toString(to)) : page).build();
  }

  @Override
  public String serviceName() {
    return "iam";
  }

  @Override
  public void close() {}

  private void seen(String action, IamRequest request, String role, String policy) {
    beforeCall.run();
    calls.add((action + " " + role + " " + policy).strip());
    request
        .overrideConfiguration()
        .flatMap(o -> o.credentialsProvider())
        .ifPresent(provider -> keys.add(provider.resolveCredentials().accessKeyId()));
  }

  private void allowed(String role) {
    if (untagged.contains(role)) {
      throw IamException.builder()
          .statusCode(403)
          .awsErrorDetails(
              AwsErrorDetails.builder().errorCode("AccessDenied").errorMessage("no").build())
          .build();
    }
  }

  private String existing(String role, String policy) {
    String document = policies(role).get(policy);
    if (document == null) {
      throw NoSuchEntityException.builder()
          .statusCode(404)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("NoSuchEntity").build())
          .build();
    }
    return document;
  }

  private static int used(Map<String, String> policies) {
    return policies.values().stream()
        .mapToInt(text -> (int) text.chars().filter(c -> !Character.isWhitespace(c)).count())
        .sum();
  }
}
