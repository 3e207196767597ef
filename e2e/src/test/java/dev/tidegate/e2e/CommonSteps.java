package dev.tidegate.e2e;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// The steps that most tests begin with.
final class CommonSteps {
  static final Duration SOON = Duration.ofSeconds(60);

  private CommonSteps() {}

  /// A submit body for reading one of the orders tables.
  static Map<String, Object> readOrders(String duration) {
    return body("orders-table-read", Map.of("table", "orders"), duration);
  }

  /// A submit body for letting the build system record a hotfix.
  static Map<String, Object> hotfix(String duration) {
    Map<String, Object> body = body("ci-deploy-hotfix", Map.of(), duration);
    body.put("use", "hotfix");
    return body;
  }

  static Map<String, Object> body(
      String entitlement, Map<String, String> parameters, String duration) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("entitlement", entitlement);
    body.put("parameters", parameters);
    body.put("duration", duration);
    body.put("use", "incident");
    body.put("ticket", "OPS-4711");
    body.put("reason", "orders are stuck: looking at the newest one");
    return body;
  }

  /// Submits, has bob approve, waits until the grant is Active; gives the request's view.
  static Reply active(Stack stack, String requester, Map<String, Object> body) {
    Reply submitted = stack.as(requester).post("/v1/requests", body).expect(201);
    approve(stack, "bob", submitted).expect(200);
    return untilState(stack, requester, submitted.text("id"), "Active");
  }

  static Reply approve(Stack stack, String approver, Reply request) {
    return stack
        .as(approver)
        .post(
            "/v1/requests/" + request.text("id") + "/approve",
            Map.of("hash", request.text("hash")));
  }

  static Reply untilState(Stack stack, String person, String requestId, String state) {
    return Until.within(
        SOON,
        () -> stack.as(person).get("/v1/requests/" + requestId).expect(200),
        reply -> reply.text("grant.state").equals(state));
  }

  static Reply credentials(Stack stack, String person, Reply request) {
    return stack
        .as(person)
        .post("/v1/grants/" + request.text("grant.id") + "/credentials", Map.of());
  }

  /// Issues credentials under an Active grant.
  static AwsCredentials issued(Stack stack, String person, Reply request) {
    return Orders.credentials(credentials(stack, person, request).expect(200).body());
  }
}
