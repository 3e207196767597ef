package dev.tidegate.local;

import static dev.tidegate.local.Probe.allowing;
import static dev.tidegate.local.Probe.policy;
import static dev.tidegate.local.Probe.refused;
import static dev.tidegate.local.Probe.repeated;
import static dev.tidegate.local.Probe.trust;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/// What STS refuses of AssumeRole, and what goes down a chain of roles: `corrections/sessions.py`.
@ExtendWith(OneEmulator.class)
class SessionRefusalsIT {
  private static Probe probe;

  @BeforeAll
  static void roles(LocalAws aws) {
    probe = Probe.of(aws);
    probe.role("chain-first", probe.rootTrust());
    probe.put("chain-first", allowing("*"));
    try (IamClient iam = probe.iam()) {
      iam.createRole(
          r ->
              r.roleName("chain-second")
                  .assumeRolePolicyDocument(trust(probe.roleArn("chain-first")))
                  .maxSessionDuration(43_200));
    }
    probe.put("chain-second", allowing("*"));
  }

  private static AwsCredentialsProvider first(Consumer<AssumeRoleRequest.Builder> details) {
    return probe.session(probe.root(), "chain-first", details);
  }

  @Test
  void aChainedSessionIsAtMostOneHour() {
    AwsCredentialsProvider chained = first(r -> {});
    probe.session(chained, "chain-second", r -> r.durationSeconds(3600));
    refused(
        "ValidationError",
        () -> probe.session(chained, "chain-second", r -> r.durationSeconds(3601)));
  }

  @Test
  void noSessionIsLongerThanItsRoleAllows() {
    first(r -> r.durationSeconds(3600));
    refused("ValidationError", () -> first(r -> r.durationSeconds(7200)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Version\":\"2012-10-17\"}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
        "{\"Version\":\"2026-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\",\"Principal\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3Get\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"table/x\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:Get–\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\",\"Condition\":{\"StringIs\":{\"aws:userid\":\"a\"}}}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:CurrentTime\":\"soon\"}}}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:userid\":\"a\",\"aws:UserId\":\"b\"}}}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}}",
        "{\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"},{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}]}"
      })
  void aSessionPolicyThatIsNoPolicyIsMalformed(String document) {
    refused("MalformedPolicyDocument", () -> first(r -> r.policy(document)));
  }

  @Test
  void aSessionPolicyWithConditionsIsTaken() {
    first(
        r ->
            r.policy(
                policy(
                    Map.of(
                        "Sid", "A",
                        "Effect", "Allow",
                        "Action", "s3:Get*",
                        "Resource", "arn:aws:s3:::${aws:PrincipalTag/team}/*",
                        "Condition",
                            Map.of(
                                "DateLessThan",
                                Map.of("aws:CurrentTime", "2099-01-01T00:00:00Z"),
                                "ForAnyValue:StringLikeIfExists",
                                Map.of("aws:TagKeys", "a*"),
                                "Null",
                                Map.of("aws:SourceIp", "false"))))));
  }

  @Test
  void aSessionPolicyHasAtMost2048Characters() {
    int rest = Probe.ofSize(0).length();
    first(r -> r.policy(Probe.ofSize(2048 - rest)));
    refused("ValidationError", () -> first(r -> r.policy(Probe.ofSize(2049 - rest))));
  }

  @Test
  void tagsAreFewShortAndPlain() {
    first(r -> r.tags(repeated(50, i -> tag("k" + i, "v"))));
    refused("ValidationError", () -> first(r -> r.tags(repeated(51, i -> tag("k" + i, "v")))));
    first(r -> r.tags(tag("k", "v".repeat(256))));
    refused("ValidationError", () -> first(r -> r.tags(tag("k", "v".repeat(257)))));
    first(r -> r.tags(tag("k", "Jörg +=._:/@-")));
    refused("ValidationError", () -> first(r -> r.tags(tag("k", "a;b"))));
  }

  @Test
  void aSourceIdentityAndASessionNameArePlain() {
    first(r -> r.sourceIdentity("alice@example.com"));
    refused("ValidationError", () -> first(r -> r.sourceIdentity("aws:alice")));
    refused("ValidationError", () -> first(r -> r.roleSessionName("a b")));
  }

  @Test
  void theSourceIdentityGoesDownTheChainAndCannotBeChanged() {
    AwsCredentialsProvider alice = first(r -> r.sourceIdentity("alice"));
    probe.session(alice, "chain-second", r -> r.sourceIdentity("alice"));
    refused(
        "AccessDenied",
        () -> probe.session(alice, "chain-second", r -> r.sourceIdentity("mallory")));
    probe.role("of-alice", trust(probe.roleArn("chain-second")));
    AwsCredentialsProvider chained = probe.session(alice, "chain-second", r -> {});
    probe.put("chain-second", onlyWhen("aws:SourceIdentity", "alice"));
    probe.session(chained, "of-alice", r -> {});
    AwsCredentialsProvider nobody = probe.session(first(r -> {}), "chain-second", r -> {});
    refused("AccessDenied", () -> probe.session(nobody, "of-alice", r -> {}));
    probe.put("chain-second", allowing("*"));
  }

  @Test
  void aTransitiveTagGoesDownTheChainAndCannotBeChangedAndAnotherDoesNot() {
    AwsCredentialsProvider tagged =
        first(r -> r.tags(tag("Grant", "g-1"), tag("Other", "o")).transitiveTagKeys("Grant"));
    refused(
        "InvalidParameterValue",
        () -> probe.session(tagged, "chain-second", r -> r.tags(tag("grant", "g-2"))));
    probe.role("of-tagged", trust(probe.roleArn("chain-second")));
    AwsCredentialsProvider chained = probe.session(tagged, "chain-second", r -> {});
    probe.put("chain-second", onlyWhen("aws:PrincipalTag/Grant", "g-1"));
    probe.session(chained, "of-tagged", r -> {});
    probe.put("chain-second", onlyWhen("aws:PrincipalTag/Other", "o"));
    refused("AccessDenied", () -> probe.session(chained, "of-tagged", r -> {}));
    probe.put("chain-second", allowing("*"));
  }

  private static String onlyWhen(String key, String value) {
    return policy(
        Map.of(
            "Effect", "Allow",
            "Action", "*",
            "Resource", "*",
            "Condition", Map.of("StringEquals", Map.of(key, value))));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
