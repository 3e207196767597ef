package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.local.LocalAws;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/// Somebody changes the target account behind Tidegate's back; the function that EventBridge runs,
/// or that somebody asks for, finds it, and what no grant needs is gone.
@ExtendWith(Running.class)
@ResourceLock(PolicyPush.HOTFIXES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftIT {
  private static final String FORGOTTEN = "ci-forgotten";
  private static final String UNTAGGED = "ci-build";
  private static final String DRIFTED = "TidegateAccess-drifted";
  private static final String NO_GRANT = "g-d00000000000000d";
  private static final String ELSEWHERE = "333333333333";
  private static final String DOCUMENT =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}\
      """;

  private final List<Reply> hotfixes = new ArrayList<>();
  private final IamClient iam;
  private final String access;

  DriftIT(LocalAws aws) {
    iam = aws.clients().of(IamClient.builder(), aws.clients().root(LocalAws.TARGET_ACCOUNT));
    String arn = aws.outputs().get("target.access-role");
    access = arn.substring(arn.lastIndexOf('/') + 1);
  }

  /// Whoever comes next finds a build system that may write nothing.
  @AfterEach
  void giveHotfixesBack(Stack stack) {
    for (Reply hotfix : hotfixes) {
      // One that ends already is refused.
      stack.as("alice").post("/v1/requests/" + hotfix.text("id") + "/withdraw", Map.of());
      Until.within(
          CommonSteps.SOON, () -> there("ci-deploy", "Tidegate-" + grant(hotfix)), held -> !held);
    }
    hotfixes.clear();
  }

  @AfterAll
  void close() {
    iam.close();
  }

  private Reply hotfix(Stack stack) {
    Reply active = CommonSteps.active(stack, "alice", CommonSteps.hotfix("30m"));
    hotfixes.add(active);
    return active;
  }

  @Test
  void whatNoGrantNeedsIsRemovedAndWhatALiveGrantHasStays(Stack stack, LocalAws aws) {
    Reply hotfix = hotfix(stack);
    Reply revoked = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    CommonSteps.issued(stack, "alice", revoked);
    stack
        .as("bob")
        .post("/v1/grants/" + revoked.text("grant.id") + "/revoke", Map.of("reason", "drill"))
        .expect(200);
    CommonSteps.untilState(stack, "alice", revoked.text("id"), "Ended");
    iam.createRole(
        r ->
            r.roleName(FORGOTTEN)
                .assumeRolePolicyDocument(trust(access))
                .tags(Tag.builder().key("tidegate:eligible").value("true").build()));
    put(FORGOTTEN, "Tidegate-" + NO_GRANT);
    put(access, "TidegateDeny-" + NO_GRANT);

    String run = check(aws);

    for (String role : List.of(FORGOTTEN, access)) {
      Until.within(
          CommonSteps.SOON,
          () -> iam.listRolePolicies(r -> r.roleName(role)).policyNames(),
          names -> names.stream().noneMatch(name -> name.endsWith(NO_GRANT)));
    }
    assertThat(there("ci-deploy", "Tidegate-" + hotfix.text("grant.id"))).isTrue();
    assertThat(there(access, "TidegateDeny-" + revoked.text("grant.id"))).isTrue();
    List<JsonNode> events =
        Until.within(
            CommonSteps.SOON,
            () -> events(stack, run),
            found -> found.stream().filter(one -> is(one, "audit.removed")).count() == 2);
    assertThat(events)
        .filteredOn(event -> is(event, "audit.removed"))
        .allSatisfy(
            event -> {
              assertThat(event.at("/actor/id").asText()).isEqualTo("tidegate|end-grant");
              assertThat(event.at("/details/why").asText()).contains(NO_GRANT);
              assertThat(event.at("/details/account").asText()).isEqualTo(LocalAws.TARGET_ACCOUNT);
            })
        .extracting(event -> event.at("/details/role").asText())
        .containsExactlyInAnyOrder(FORGOTTEN, access);
    assertThat(events)
        .anySatisfy(
            event -> {
              assertThat(is(event, "audit.difference")).isTrue();
              assertThat(event.at("/details/role").asText()).isEqualTo(FORGOTTEN);
              assertThat(event.at("/details/what").asText()).contains("no entitlement");
            })
        .noneMatch(event -> event.at("/details/policy").asText().endsWith(grant(hotfix)))
        .noneMatch(event -> event.at("/details/policy").asText().endsWith(grant(revoked)));
    iam.deleteRole(r -> r.roleName(FORGOTTEN));

    assertThat(removeAsked(aws, "ci-deploy", "Tidegate-" + grant(hotfix), stack)).isEmpty();
    assertThat(there("ci-deploy", "Tidegate-" + grant(hotfix)))
        .as("whatever end-grant is told")
        .isTrue();
    put(UNTAGGED, "Tidegate-" + NO_GRANT);
    assertThat(removeAsked(aws, UNTAGGED, "Tidegate-" + NO_GRANT, stack))
        .singleElement()
        .satisfies(event -> assertThat(is(event, "audit.not-removed")).isTrue());
    assertThat(there(UNTAGGED, "Tidegate-" + NO_GRANT)).as("IAM refuses it").isTrue();
    iam.deleteRolePolicy(r -> r.roleName(UNTAGGED).policyName("Tidegate-" + NO_GRANT));
  }

  @Test
  void aRewrittenTemporaryPolicyIsRemovedAndItsGrantEnded(Stack stack, LocalAws aws) {
    Reply hotfix = hotfix(stack);
    Reply other = hotfix(stack);
    String policy = "Tidegate-" + grant(hotfix);
    iam.putRolePolicy(
        r ->
            r.roleName("ci-deploy")
                .policyName(policy)
                .policyDocument(
                    """
                    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
                    """));

    String run = check(aws);

    Until.within(CommonSteps.SOON, () -> there("ci-deploy", policy), gone -> !gone);
    Reply ending =
        Until.within(
            CommonSteps.SOON,
            () -> stack.as("alice").get("/v1/requests/" + hotfix.text("id")).expect(200),
            shown -> !shown.text("grant.state").equals("Active"));
    assertThat(ending.text("grant.ending.why")).isEqualTo("rewritten");
    assertThat(ending.text("grant.ending.reason")).contains("Allow * on * without an end");
    assertThat(events(stack, run))
        .anySatisfy(
            event -> {
              assertThat(is(event, "audit.difference")).isTrue();
              assertThat(event.at("/details/policy").asText()).isEqualTo(policy);
              assertThat(event.at("/details/what").asText())
                  .contains("Allow * on * without an end");
            });
    assertThat(there("ci-deploy", "Tidegate-" + grant(other))).isTrue();
  }

  /// Tells end-grant to remove a policy, as audit does; gives what it recorded.
  private static List<JsonNode> removeAsked(LocalAws aws, String role, String policy, Stack stack) {
    String run = UUID.randomUUID().toString();
    new DeployedFunctions(aws)
        .call(
            "end-grant",
            """
            {"remove":{"run":"%s","account":"%s","role":"%s","policy":"%s"}}
            """
                .formatted(run, LocalAws.TARGET_ACCOUNT, role, policy));
    return events(stack, run);
  }

  @Test
  void changedTrustAndAnAccountThatCannotBeReadAreReported(Stack stack, LocalAws aws) {
    Role known = iam.getRole(r -> r.roleName(access)).role();
    iam.createRole(
        r ->
            r.roleName(DRIFTED)
                .assumeRolePolicyDocument(trust(access))
                .permissionsBoundary(known.permissionsBoundary().permissionsBoundaryArn()));
    iam.listAttachedRolePolicies(r -> r.roleName(access))
        .attachedPolicies()
        .forEach(
            policy -> iam.attachRolePolicy(r -> r.roleName(DRIFTED).policyArn(policy.policyArn())));
    stack.as("alice").post("/v1/audit/check", Map.of()).expect(403);
    String asked = stack.as("carol").post("/v1/audit/check", Map.of()).expect(202).text("run");
    assertThat(
            Until.within(
                CommonSteps.SOON,
                () -> events(stack, asked),
                found -> found.stream().anyMatch(event -> is(event, "audit.checked"))))
        .anySatisfy(
            event -> {
              assertThat(is(event, "audit.asked")).isTrue();
              assertThat(event.at("/actor/label").asText()).isEqualTo("carol");
            })
        .noneMatch(
            event ->
                event.at("/details/role").asText().equals(DRIFTED)
                    || event.at("/details/account").asText().equals(ELSEWHERE));

    iam.updateAssumeRolePolicy(
        r ->
            r.roleName(DRIFTED)
                .policyDocument(trust(access).replace("tidegate-sessions", "tidegate-requests")));
    String demo = PolicyPush.demoFile();
    String more =
        demo.replace(
            "\nentitlements:",
            """

              elsewhere:
                id: "%s"
                region: eu-central-1
                externalId: tidegate-demo-elsewhere

            entitlements:\
            """
                .formatted(ELSEWHERE));
    String run;
    try {
      PolicyPush.push(stack, more).expect(200);
      run = check(aws);
    } finally {
      PolicyPush.push(stack, demo).expect(200);
      iam.listAttachedRolePolicies(r -> r.roleName(DRIFTED))
          .attachedPolicies()
          .forEach(
              policy ->
                  iam.detachRolePolicy(r -> r.roleName(DRIFTED).policyArn(policy.policyArn())));
      iam.deleteRole(r -> r.roleName(DRIFTED));
    }

    assertThat(events(stack, run))
        .anySatisfy(
            event -> {
              assertThat(is(event, "audit.difference")).isTrue();
              assertThat(event.at("/details/role").asText()).isEqualTo(DRIFTED);
              assertThat(event.at("/details/what").asText()).startsWith("trust policy: ");
            })
        .anySatisfy(
            event -> {
              assertThat(is(event, "audit.changed")).isTrue();
              assertThat(event.at("/details/part").asText())
                  .isEqualTo("role " + DRIFTED + ": trust policy");
              assertThat(event.at("/details/before").asText())
                  .hasSize(64)
                  .isNotEqualTo(event.at("/details/after").asText());
            })
        .anySatisfy(
            event -> {
              assertThat(is(event, "audit.unreachable")).isTrue();
              assertThat(event.at("/details/account").asText()).isEqualTo(ELSEWHERE);
              assertThat(event.at("/details/what").asText()).contains("AssumeRole");
            })
        .anySatisfy(
            event -> {
              assertThat(is(event, "audit.checked")).isTrue();
              assertThat(event.at("/details/unreachable").asText()).isEqualTo("1");
            });
  }

  private static String grant(Reply of) {
    return of.text("grant.id");
  }

  private static boolean is(JsonNode event, String type) {
    return event.at("/type").asText().equals(type);
  }

  private void put(String role, String policy) {
    iam.putRolePolicy(r -> r.roleName(role).policyName(policy).policyDocument(DOCUMENT));
  }

  private boolean there(String role, String policy) {
    try {
      iam.getRolePolicy(r -> r.roleName(role).policyName(policy));
      return true;
    } catch (NoSuchEntityException gone) {
      return false;
    }
  }

  private String trust(String role) {
    return URLDecoder.decode(
        iam.getRole(r -> r.roleName(role)).role().assumeRolePolicyDocument(),
        StandardCharsets.UTF_8);
  }

  /// Runs the function with the event that EventBridge sends by its schedule; gives the id of the
  /// check, which is the event's.
  private static String check(LocalAws aws) {
    String id = UUID.randomUUID().toString();
    String answer =
        new DeployedFunctions(aws)
            .call(
                "audit",
                """
                {"version":"0","id":"%s","detail-type":"Scheduled Event","source":"aws.events",
                 "account":"%s","detail":{}}
                """
                    .formatted(id, LocalAws.BROKER_ACCOUNT));
    assertThat(answer.replace(" ", "")).contains("\"finished\":true").contains(id);
    return id;
  }

  /// The events of the record that belong to a check.
  private static List<JsonNode> events(Stack stack, String run) {
    return Recorded.since(
        stack,
        Instant.now().minus(Duration.ofMinutes(5)),
        event -> event.at("/details/run").asText().equals(run));
  }
}
