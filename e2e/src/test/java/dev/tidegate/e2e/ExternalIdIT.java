package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.local.LocalAws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/// The ExternalId of a target account is changed as its template says, while a grant lives that was
/// made with the old one.
@ExtendWith(Running.class)
@ResourceLock(PolicyPush.HOTFIXES)
class ExternalIdIT {
  private static final String STACK = "tidegate-target";
  private static final String FRESH = "tidegate-demo-orders-prod-renewed";

  @Test
  void aGrantThatWasMadeWithTheOldOneIsCutAndConfirmedAndNewOnesAreGiven(
      Stack stack, LocalAws aws) {
    String old = aws.outputs().get("target.external-id");
    String demo = PolicyPush.demoFile();
    assertThat(demo).contains(old);
    Reply before = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "alice", before))) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
      accept(aws, FRESH, old);
      PolicyPush.push(stack, demo.replace(old, FRESH)).expect(200);

      Reply after = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
      try (Orders others = new Orders(stack, CommonSteps.issued(stack, "alice", after))) {
        assertThat(revoked(stack, before)).containsOnlyOnce("grant.confirmed");
        assertThat(orders.read("orders")).isEqualTo(Orders.Access.REFUSED);
        assertThat(others.read("orders")).isEqualTo(Orders.Access.ALLOWED);
        assertThat(revoked(stack, after)).containsOnlyOnce("grant.confirmed");
      }
    } finally {
      PolicyPush.push(stack, demo).expect(200);
      accept(aws, old, FRESH);
    }
  }

  private static List<String> revoked(Stack stack, Reply grant) {
    stack
        .as("bob")
        .post("/v1/grants/" + grant.text("grant.id") + "/revoke", Map.of("reason", "drill"))
        .expect(200);
    return Trail.types(CommonSteps.untilState(stack, "alice", grant.text("id"), "Ended"));
  }

  private static void accept(LocalAws aws, String externalId, String previous) {
    try (CloudFormationClient cloudFormation =
        aws.clients()
            .of(CloudFormationClient.builder(), aws.clients().root(LocalAws.TARGET_ACCOUNT))) {
      Map<String, String> wanted = new LinkedHashMap<>();
      cloudFormation
          .describeStacks(r -> r.stackName(STACK))
          .stacks()
          .getFirst()
          .parameters()
          .stream()
          .forEach(one -> wanted.put(one.parameterKey(), one.parameterValue()));
      wanted.put("ExternalId", externalId);
      wanted.put("PreviousExternalId", previous);
      List<Parameter> parameters = new ArrayList<>();
      wanted.forEach(
          (key, value) ->
              parameters.add(Parameter.builder().parameterKey(key).parameterValue(value).build()));
      String template = cloudFormation.getTemplate(r -> r.stackName(STACK)).templateBody();
      cloudFormation.updateStack(
          r ->
              r.stackName(STACK)
                  .templateBody(template)
                  .capabilities(Capability.CAPABILITY_NAMED_IAM)
                  .parameters(parameters));
      cloudFormation.waiter().waitUntilStackUpdateComplete(r -> r.stackName(STACK));
    }
  }
}
