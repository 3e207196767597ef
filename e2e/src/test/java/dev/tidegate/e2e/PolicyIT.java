package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

@ExtendWith(Running.class)
@Isolated("changes the policy for everybody")
class PolicyIT {
  @Test
  void aBrokenPolicyNeverReplacesAGoodOne(Stack stack) {
    Reply broken = PolicyPush.push(stack, "version: 1\naccounts: [\n").expect(422);
    assertThat(broken.text("code")).isEqualTo("policy-invalid");
    assertThat(broken.text("errors.0.field")).matches("\\d+:\\d+");

    stack.as("alice").post("/v1/requests", Story.readOrders("30m")).expect(201);
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
    Reply pending = stack.as("alice").post("/v1/requests", Story.readOrders("30m")).expect(201);
    Reply active = Story.active(stack, "alice", Story.readOrders("30m"));
    Story.issued(stack, "alice", active);
    String stricter = demo + PolicyRules.DENY_ORDERS_DEV;
    try {
      PolicyPush.push(stack, stricter).expect(200);
      assertThat(Story.approve(stack, "bob", pending).expect(403).text("code"))
          .isEqualTo("refused");
      assertThat(Story.credentials(stack, "alice", active).expect(403).text("code"))
          .isEqualTo("refused");
    } finally {
      PolicyPush.push(stack, demo).expect(200);
    }
    Story.approve(stack, "bob", pending).expect(200);
    Story.credentials(stack, "alice", active).expect(200);
  }
}
