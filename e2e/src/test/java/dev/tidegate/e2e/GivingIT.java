package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

@ExtendWith(Running.class)
@ResourceLock(PolicyPush.HOTFIXES)
class GivingIT {
  @Test
  void whatWasAskedForIsGivenAndNothingElse(Stack stack) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    AwsCredentials credentials = CommonSteps.issued(stack, "alice", grant);

    try (Orders orders = new Orders(stack, credentials)) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
      assertThat(orders.read("payments")).isEqualTo(Orders.Access.REFUSED);
      assertThat(orders.write("orders")).isEqualTo(Orders.Access.REFUSED);
    }
  }

  @Test
  void credentialsHaveTheFormThatCredentialProcessWants(Stack stack) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    JsonNode json = CommonSteps.credentials(stack, "alice", grant).expect(200).body();

    assertThat(json.path("Version").asInt()).isEqualTo(1);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration");
    assertThat(Instant.parse(json.path("Expiration").asText()))
        .isBeforeOrEqualTo(Instant.parse(grant.text("grant.endsAt")));
  }

  @Test
  void aConsoleUrlOpensTheConsoleAsTheGrantsSession(Stack stack)
      throws IOException, InterruptedException {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));
    Reply console =
        stack
            .as("alice")
            .post("/v1/grants/" + grant.text("grant.id") + "/console", Map.of())
            .expect(200);

    String url = console.text("url");
    assertThat(url).contains("Action=login").contains("SigninToken=").contains("Destination=");
    if (stack.awsEndpoint().isPresent()) {
      try (HttpClient http = HttpClient.newHttpClient()) {
        HttpResponse<String> page =
            http.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(grant.text("grant.id"));
      }
    }
  }

  @Test
  void nobodyElseGetsTheCredentials(Stack stack) {
    Reply grant = CommonSteps.active(stack, "alice", CommonSteps.readOrders("30m"));

    assertThat(CommonSteps.credentials(stack, "erin", grant).expect(404).text("code"))
        .isEqualTo("not-found");
    assertThat(CommonSteps.credentials(stack, "bob", grant).expect(403).text("code"))
        .isEqualTo("not-yours");
    CommonSteps.credentials(stack, "alice", grant).expect(200);
  }

  @Test
  void aRequestThatIsNotApprovedGivesNothing(Stack stack) {
    Reply pending =
        stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
    String grantId = pending.text("id").replaceFirst("^r-", "g-");

    assertThat(
            stack
                .as("alice")
                .post("/v1/grants/" + grantId + "/credentials", Map.of())
                .expect(404)
                .text("code"))
        .isEqualTo("not-found");
  }

  @Test
  void aTemporaryPolicyIsThereWhileItsGrantIsActiveAndGoneAfterwards(Stack stack) {
    try (Orders build = new Orders(stack, stack.buildSystem())) {
      assertThat(build.write("deployments")).isEqualTo(Orders.Access.REFUSED);

      Reply grant = CommonSteps.active(stack, "alice", CommonSteps.hotfix("30m"));
      Until.within(
          CommonSteps.SOON, () -> build.write("deployments"), Orders.Access.ALLOWED::equals);
      assertThat(build.write("orders")).isEqualTo(Orders.Access.REFUSED);

      stack
          .as("bob")
          .post(
              "/v1/grants/" + grant.text("grant.id") + "/revoke",
              Map.of("reason", "deployed, no longer needed"))
          .expect(200);
      Until.within(
          CommonSteps.SOON, () -> build.write("deployments"), Orders.Access.REFUSED::equals);
    }
  }

  @Test
  void aRuleWithoutApprovalGivesAtOnce(Stack stack) {
    Reply submitted =
        stack.as("grace").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
    assertThat(submitted.text("decision.outcome")).isEqualTo("Allowed");
    assertThat(submitted.text("state")).isEqualTo("Approved");
    Reply active = CommonSteps.untilState(stack, "grace", submitted.text("id"), "Active");
    try (Orders orders = new Orders(stack, CommonSteps.issued(stack, "grace", active))) {
      assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
    }
  }
}
