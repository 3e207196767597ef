package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.local.LocalAws;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;

/// The life of a grant in the deployed functions, each under its own role, with one AWS call of it
/// going wrong for good: every call that is about the grant, with and without its effect. Who got
/// no answer calls again; what a stream or `revocations` handed over comes again, as AWS has it
/// (the laptop's streams do not redeliver, so the test does).
@Apart(stack = "hindered", because = "its functions reach AWS through a proxy")
@Order(2)
class FaultyFunctionsIT {
  private static final List<String> FUNCTIONS =
      List.of("reviews", "start-grant", "sessions", "revocations", "end-grant");
  private static final int AT_ONCE = 6;

  @Test
  void nothingIsLostAndNothingStaysWhicheverCallGoesWrong(Stack stack, LocalAws aws)
      throws Exception {
    try (FaultyAws faulty = FaultyAws.before(aws, FUNCTIONS);
        ExecutorService people = Executors.newFixedThreadPool(AT_ONCE)) {
      Life clean = new Life(stack, aws, faulty, Optional.empty());
      clean.live();
      List<FaultyAws.Strike> strikes = strikes(faulty.calls(clean.id));
      assertThat(strikes).hasSizeGreaterThan(25);
      assertThat(strikes).extracting(FaultyAws.Strike::function).containsAll(FUNCTIONS);

      List<Future<?>> lives = new ArrayList<>();
      for (FaultyAws.Strike strike : strikes) {
        lives.add(people.submit(() -> new Life(stack, aws, faulty, Optional.of(strike)).live()));
      }
      List<String> failures = new ArrayList<>();
      for (int i = 0; i < lives.size(); i++) {
        try {
          lives.get(i).get();
        } catch (ExecutionException e) {
          failures.add(strikes.get(i) + ": " + e.getCause());
        }
      }
      assertThat(failures).isEmpty();
    }
  }

  private static List<FaultyAws.Strike> strikes(List<FaultyAws.Call> calls) {
    List<FaultyAws.Strike> strikes = new ArrayList<>();
    for (String function : FUNCTIONS) {
      long own = calls.stream().filter(call -> call.function().equals(function)).count();
      for (int at = 0; at < own; at++) {
        for (FaultyAws.When when : FaultyAws.When.values()) {
          strikes.add(new FaultyAws.Strike(function, at, when));
        }
      }
    }
    return strikes;
  }

  /// One grant from the request to the end.
  private static final class Life {
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Stack stack;
    private final LocalAws aws;
    private final FaultyAws faulty;
    private final Optional<FaultyAws.Strike> strike;
    private String id = "";

    Life(Stack stack, LocalAws aws, FaultyAws faulty, Optional<FaultyAws.Strike> strike) {
      this.stack = stack;
      this.aws = aws;
      this.faulty = faulty;
      this.strike = strike;
    }

    void live() {
      Reply asked =
          stack.as("alice").post("/v1/requests", CommonSteps.readOrders("30m")).expect(201);
      id = asked.text("id");
      strike.ifPresent(planned -> faulty.strike(id, planned));
      answered(() -> CommonSteps.approve(stack, "bob", asked));
      Reply active = until("Active", "start-grant");
      Reply issued = answered(() -> CommonSteps.credentials(stack, "alice", active));
      try (Orders orders = new Orders(stack, Orders.credentials(issued.body()))) {
        assertThat(orders.read("orders")).isEqualTo(Orders.Access.ALLOWED);
        String revoke = "/v1/grants/" + active.text("grant.id") + "/revoke";
        answered(() -> stack.as("bob").post(revoke, Map.of("reason", "enough")));
        Reply ended = until("Ended", "end-grant");
        assertThat(orders.read("orders")).isEqualTo(Orders.Access.REFUSED);
        assertThat(Trail.types(ended))
            .containsOnlyOnce("request.approved", "grant.active", "grant.revoked", "grant.ended")
            .contains("session.issued", "grant.confirmed");
        nothingIsLeftBut("TidegateDeny-" + active.text("grant.id"), active.text("grant.id"));
      }
      assertThat(strike.isEmpty() || faulty.struck(id)).as("the call was made").isTrue();
    }

    private Reply answered(Supplier<Reply> call) {
      Reply reply = Until.within(CommonSteps.SOON, call, answer -> answer.status() < 500);
      assertThat(reply.status()).as(reply.body().toString()).isBetween(200, 299);
      return reply;
    }

    /// Waits for the state; what failed is delivered again meanwhile.
    private Reply until(String state, String by) {
      Instant[] next = {Instant.now().plus(AGAIN)};
      return Until.within(
          CommonSteps.SOON,
          () -> {
            if (faulty.struck(id) && Instant.now().isAfter(next[0])) {
              deliverAgain(by);
              next[0] = Instant.now().plus(AGAIN);
            }
            return stack.as("alice").get("/v1/requests/" + id).expect(200);
          },
          reply -> reply.text("grant.state").equals(state));
    }

    private void deliverAgain(String function) {
      new DeployedFunctions(aws).invoke(function, "{\"grantId\":\"g" + id.substring(1) + "\"}");
    }

    private void nothingIsLeftBut(String deny, String grant) {
      try (IamClient iam =
              aws.clients().of(IamClient.builder(), aws.clients().root(LocalAws.TARGET_ACCOUNT));
          SchedulerClient scheduler =
              aws.clients()
                  .of(SchedulerClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
        assertThat(names(iam)).filteredOn(name -> name.contains(grant)).isSubsetOf(deny);
        // Its own, or, once the role's room has run out, a pack with others: another grant may be
        // packing it just now.
        Until.within(
            CommonSteps.SOON,
            () ->
                names(iam).stream()
                    .anyMatch(name -> document(iam, name).contains("\"*:" + grant + "\"")),
            Boolean::booleanValue);
        if (strike.isEmpty()) {
          // Else one may be left; it fires at the grant's end, and finds it Ended.
          assertThatThrownBy(
                  () ->
                      scheduler.getSchedule(
                          r -> r.groupName(aws.outputs().get("schedule-group")).name(grant)))
              .isInstanceOf(ResourceNotFoundException.class);
        }
      }
    }

    private static List<String> names(IamClient iam) {
      return iam.listRolePoliciesPaginator(r -> r.roleName("TidegateAccess")).policyNames().stream()
          .toList();
    }

    private static String document(IamClient iam, String policy) {
      try {
        return URLDecoder.decode(
            iam.getRolePolicy(r -> r.roleName("TidegateAccess").policyName(policy))
                .policyDocument(),
            StandardCharsets.UTF_8);
      } catch (NoSuchEntityException packed) {
        return "";
      }
    }
  }
}
