package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Apart(stack = "hindered", because = "changes the policy for everybody")
@Order(8)
class PolicyIT {
  @Test
  void aBrokenPolicyNeverReplacesAGoodOne(Stack stack) {
    Reply broken = PolicyPush.push(stack, "version: 1\naccounts: [\n").expect(422);
    assertThat(broken.text("code")).isEqualTo("policy-invalid");
    assertThat(broken.text("errors.0.field")).matches("\\d+:\\d+");

    stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
  }

  @Test
  void onlyTheAdminGroupPushes(Stack stack) {
    Reply refused =
        stack
            .as("alice")
            .put(
                "/v1/policy",
                PolicyPush.demoFile(),
                Map.of("content-type", "application/yaml", "tidegate-reason", "mine"))
            .expect(403);
    assertThat(refused.text("code")).isEqualTo("not-yours");
    PolicyPush.push(stack, PolicyPush.demoFile()).expect(200);
  }

  @Test
  void thePolicyIsEvaluatedAgainAtApprovalAndAtIssue(Stack stack) {
    String demo = PolicyPush.demoFile();
    Reply pending =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
    Reply active = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    CommonSteps.issued(stack, "alice", active);
    String stricter = demo + PolicyRules.DENY_ORDERS_DEV;
    try {
      PolicyPush.push(stack, stricter).expect(200);
      assertThat(CommonSteps.approve(stack, "bob", pending).expect(403).text("code"))
          .isEqualTo("refused");
      assertThat(CommonSteps.credentials(stack, "alice", active).expect(403).text("code"))
          .isEqualTo("refused");
    } finally {
      PolicyPush.push(stack, demo).expect(200);
    }
    CommonSteps.approve(stack, "bob", pending).expect(200);
    CommonSteps.credentials(stack, "alice", active).expect(200);
  }

  /// At the submission, at the approval and at the issue, over a rule that asks nobody as well.
  @Test
  void aGuardrailHoldsWhateverTheRulesSay(Stack stack) {
    String demo = PolicyPush.demoFile();
    Reply live = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    CommonSteps.issued(stack, "alice", live);
    assertThat(onCall(stack).text("state")).isEqualTo("Approved");
    try {
      PolicyPush.push(stack, demo + PolicyRules.GUARDRAIL).expect(200);

      Reply asked = onCall(stack);
      assertThat(asked.text("state")).isEqualTo("Pending");
      CommonSteps.approve(stack, "carol", asked).expect(200);
      CommonSteps.untilState(stack, "grace", asked.text("id"), "Active");
      Reply longer =
          stack.as("alice").post("/v1/requests", CommonSteps.readOrders("2h")).expect(403);
      assertThat(longer.body().at("/decision").toString()).contains("production");
      assertThat(CommonSteps.credentials(stack, "alice", live).expect(403).text("code"))
          .isEqualTo("refused");
    } finally {
      PolicyPush.push(stack, demo).expect(200);
    }
    CommonSteps.credentials(stack, "alice", live).expect(200);
    stack.as("alice").post("/v1/requests", CommonSteps.readOrders("2h")).expect(201);
  }

  private static Reply onCall(Stack stack) {
    return stack.as("grace").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
  }
}
