package dev.tidegate.local;

import static dev.tidegate.local.Probe.allowing;
import static dev.tidegate.local.Probe.ofSize;
import static dev.tidegate.local.Probe.policy;
import static dev.tidegate.local.Probe.refused;
import static dev.tidegate.local.Probe.resource;
import static dev.tidegate.local.Probe.trust;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/// What IAM, the Scheduler and CloudFormation refuse of policies, roles and their sizes:
/// `corrections/documents.py`, `schedules.py` and `stacks.py`.
@ExtendWith(OneEmulator.class)
class PolicyRefusalsIT {
  private static Probe probe;

  @BeforeAll
  static void start(LocalAws aws) {
    probe = Probe.of(aws);
    probe.role("sized", probe.rootTrust());
  }

  @Test
  void theInlinePoliciesOfARoleHave10240CharactersTogetherWithoutWhiteSpace() {
    try (IamClient iam = probe.iam()) {
      inline(iam, "a", ofSize(5000));
      inline(iam, "b", ofSize(5000));
      inline(iam, "b", ofSize(5000).replace(",", "," + " ".repeat(3000)));
      refused("LimitExceeded", () -> inline(iam, "c", ofSize(200)));
      iam.deleteRolePolicy(r -> r.roleName("sized").policyName("a"));
      inline(iam, "c", ofSize(200));
    }
  }

  private static void inline(IamClient iam, String name, String document) {
    iam.putRolePolicy(r -> r.roleName("sized").policyName(name).policyDocument(document));
  }

  @Test
  void aManagedPolicyHas6144CharactersAndATrustPolicy2048() {
    int rest = ofSize(0).length();
    try (IamClient iam = probe.iam()) {
      iam.createPolicy(r -> r.policyName("fits").policyDocument(ofSize(6144 - rest)));
      refused(
          "LimitExceeded",
          () -> iam.createPolicy(r -> r.policyName("large").policyDocument(ofSize(6145 - rest))));
      probe.role("trusts", idTrust(1700));
      refused("LimitExceeded", () -> probe.role("trusts-much", idTrust(2048)));
    }
  }

  private static String idTrust(int characters) {
    return policy(
        Map.of(
            "Effect",
            "Allow",
            "Principal",
            Map.of("AWS", "arn:aws:iam::" + LocalAws.BROKER_ACCOUNT + ":root"),
            "Action",
            "sts:AssumeRole",
            "Condition",
            Map.of("StringEquals", Map.of("sts:ExternalId", "x".repeat(characters)))));
  }

  @Test
  void aRoleHasAtMostTenManagedPolicies() {
    probe.role("attached", probe.rootTrust());
    try (IamClient iam = probe.iam()) {
      for (int i = 0; i <= 10; i++) {
        String name = "attached-" + i;
        String arn =
            iam.createPolicy(r -> r.policyName(name).policyDocument(allowing("s3:Get*")))
                .policy()
                .arn();
        if (i < 10) {
          iam.attachRolePolicy(r -> r.roleName("attached").policyArn(arn));
        } else {
          refused(
              "LimitExceeded",
              () -> iam.attachRolePolicy(r -> r.roleName("attached").policyArn(arn)));
        }
      }
    }
  }

  @Test
  void namesAreShortPlainAndOneWhateverTheirCase() {
    probe.role("r".repeat(64), probe.rootTrust());
    refused("ValidationError", () -> probe.role("r".repeat(65), probe.rootTrust()));
    refused("ValidationError", () -> probe.role("a role", probe.rootTrust()));
    refused("EntityAlreadyExists", () -> probe.role("SIZED", probe.rootTrust()));
  }

  @Test
  void aTrustPolicyNamesWhoExists() {
    probe.role("trusts-sized", trust(probe.roleArn("sized")));
    refused(
        "MalformedPolicyDocument",
        () -> probe.role("trusts-nobody", trust(probe.roleArn("nobody-of-that-name"))));
  }

  @Test
  void iamsOwnKeyKnowsTheTagsOfARole() {
    probe.role("looks", probe.rootTrust());
    try (IamClient iam = probe.iam()) {
      iam.createRole(
          r ->
              r.roleName("tagged")
                  .assumeRolePolicyDocument(probe.rootTrust())
                  .tags(Tag.builder().key("team").value("orders").build()));
    }
    probe.put(
        "looks",
        policy(
            Map.of(
                "Effect", "Allow",
                "Action", "iam:GetRole",
                "Resource", "*",
                "Condition", Map.of("StringEquals", Map.of("iam:ResourceTag/team", "orders")))));
    AwsCredentialsProvider session = probe.session(probe.root(), "looks", r -> {});
    try (IamClient iam = probe.aws().clients().of(IamClient.builder(), session)) {
      iam.getRole(r -> r.roleName("tagged"));
      refused("AccessDenied", () -> iam.getRole(r -> r.roleName("sized")));
    }
  }

  @Test
  void theRoleOfAScheduleTrustsTheScheduler() {
    probe.role("schedules", trust("scheduler.amazonaws.com"));
    try (SchedulerClient scheduler =
        probe.aws().clients().of(SchedulerClient.builder(), probe.root())) {
      schedule(scheduler, "trusted", "schedules");
      refused("ValidationException", () -> schedule(scheduler, "distrusted", "sized"));
    }
  }

  private static void schedule(SchedulerClient scheduler, String name, String role) {
    scheduler.createSchedule(
        request ->
            request
                .name(name)
                .scheduleExpression("at(2099-01-01T00:00:00)")
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .target(
                    t ->
                        t.arn("arn:aws:lambda:eu-central-1:000000000000:function:none")
                            .roleArn(probe.roleArn(role))));
  }

  @Test
  void aStackIsHeldToTheSameLimits() {
    probe.stackRefused(
        "RoleName", "role-name", Map.of("R", role(Map.of("RoleName", "r".repeat(65)))));
    probe.stackRefused("10240", "role-inline", Map.of("R", role(inlineOf(10_300))));
    probe.stackRefused(
        "6144",
        "managed",
        Map.of(
            "P",
            resource("AWS::IAM::ManagedPolicy", Map.of("PolicyDocument", parsed(ofSize(6200))))));
    probe.stackRefused(
        "environment",
        "environment",
        Map.of(
            "F",
            resource(
                "AWS::Lambda::Function",
                Map.of(
                    "Runtime", "python3.11",
                    "Handler", "index.h",
                    "Role", probe.roleArn("sized"),
                    "Code", Map.of("ZipFile", "def h(event, context): return 1"),
                    "Environment", Map.of("Variables", Map.of("A", "a".repeat(4096)))))));
    probe.stack("role-fits", Map.of("R", role(inlineOf(9000))), Map.of());
  }

  private static Map<String, Object> inlineOf(int characters) {
    return Map.of(
        "Policies",
        List.of(Map.of("PolicyName", "p", "PolicyDocument", parsed(ofSize(characters)))));
  }

  private static Map<String, Object> role(Map<String, Object> properties) {
    Map<String, Object> all = new java.util.HashMap<>(properties);
    all.put("AssumeRolePolicyDocument", parsed(probe.rootTrust()));
    return resource("AWS::IAM::Role", all);
  }

  @Test
  void aStackKeepsTheBoundaryOfARole() {
    probe.stack(
        "bounded",
        Map.of(
            "R",
            role(
                Map.of(
                    "RoleName", "bounded",
                    "PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"))),
        Map.of());
    try (IamClient iam = probe.iam()) {
      assertThat(
              iam.getRole(r -> r.roleName("bounded"))
                  .role()
                  .permissionsBoundary()
                  .permissionsBoundaryArn())
          .isEqualTo("arn:aws:iam::aws:policy/ReadOnlyAccess");
    }
  }

  @Test
  void aStackKeepsTheObjectLockOfABucket() {
    probe.stack(
        "locked",
        Map.of(
            "B",
            resource(
                "AWS::S3::Bucket",
                Map.of(
                    "BucketName",
                    "locked-by-a-stack",
                    "ObjectLockEnabled",
                    true,
                    "ObjectLockConfiguration",
                    Map.of(
                        "ObjectLockEnabled",
                        "Enabled",
                        "Rule",
                        Map.of("DefaultRetention", Map.of("Mode", "GOVERNANCE", "Days", 1)))))),
        Map.of());
    try (S3Client s3 =
        probe.aws().clients().of(S3Client.builder().forcePathStyle(true), probe.root())) {
      String version =
          s3.putObject(r -> r.bucket("locked-by-a-stack").key("k"), RequestBody.fromString("v"))
              .versionId();
      refused(
          "AccessDenied",
          () -> s3.deleteObject(r -> r.bucket("locked-by-a-stack").key("k").versionId(version)));
    }
  }

  @Test
  void aStatementOfAQueuesPolicyNamesThatQueueAlone() {
    Map<String, Object> queue = Map.of("Type", "AWS::SQS::Queue");
    Map<String, Object> a = Map.of("Fn::GetAtt", List.of("A", "Arn"));
    Map<String, Object> b = Map.of("Fn::GetAtt", List.of("B", "Arn"));
    probe.stackRefused(
        "Invalid value for the parameter Policy",
        "queues-two",
        Map.of("A", queue, "B", queue, "P", queuePolicy(List.of("A", "B"), List.of(a, b))));
    probe.stackRefused(
        "Invalid value for the parameter Policy",
        "queues-other",
        Map.of("A", queue, "B", queue, "P", queuePolicy(List.of("A"), List.of(b))));
    probe.stack(
        "queues-one", Map.of("A", queue, "P", queuePolicy(List.of("A"), List.of(a))), Map.of());
  }

  private static Map<String, Object> queuePolicy(List<String> queues, List<Object> resources) {
    return resource(
        "AWS::SQS::QueuePolicy",
        Map.of(
            "Queues",
            queues.stream().map(name -> Map.of("Ref", name)).toList(),
            "PolicyDocument",
            Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(
                    Map.of(
                        "Effect",
                        "Allow",
                        "Principal",
                        Map.of("Service", "events.amazonaws.com"),
                        "Action",
                        "sqs:SendMessage",
                        "Resource",
                        resources)))));
  }

  @Test
  void aUserPoolHasOneGroupOfANameAndADomainOfPlainLetters() {
    Map<String, Object> pool = resource("AWS::Cognito::UserPool", Map.of());
    probe.stackRefused(
        "already exists", "groups", Map.of("U", pool, "A", group("x"), "B", group("x")));
    probe.stack("groups-two", Map.of("U", pool, "A", group("x"), "B", group("y")), Map.of());
    List<String> wrong = List.of("-a", "a-", "Tide", "my-aws-gate", "amazon", "a".repeat(64));
    for (int i = 0; i < wrong.size(); i++) {
      probe.stackRefused("omain", "domain-" + i, Map.of("U", pool, "D", domain(wrong.get(i))));
    }
    probe.stack("domain-fits", Map.of("U", pool, "D", domain("tide-0gate")), Map.of());
  }

  private static Map<String, Object> group(String name) {
    return resource(
        "AWS::Cognito::UserPoolGroup", Map.of("UserPoolId", Map.of("Ref", "U"), "GroupName", name));
  }

  private static Map<String, Object> domain(String prefix) {
    return resource(
        "AWS::Cognito::UserPoolDomain", Map.of("UserPoolId", Map.of("Ref", "U"), "Domain", prefix));
  }

  private static Object parsed(String document) {
    try {
      return new ObjectMapper().readTree(document);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
