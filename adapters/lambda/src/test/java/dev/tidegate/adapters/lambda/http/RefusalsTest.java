package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.ConditionText;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.DecisionContext;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.SampleDecisions;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.wire.api.ProblemCode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalsTest {
  private static final Name RULE = new Name("orders-dev");

  static List<Arguments> unmet() {
    return List.of(
        arguments(
            of(new Condition.NoLongerThan(Samples.ONE_HOUR)),
            "duration: at most 1h expected; ask for less",
            new FieldError("duration", "at most 1h", "change it, or ask for something else")),
        arguments(
            of(new Condition.TicketLike(Pattern.compile("one of ours"))),
            "ticket: a ticket that matches one of ours expected",
            new FieldError(
                "ticket",
                "a ticket that matches one of ours",
                "change it, or ask for something else")),
        arguments(
            of(new Condition.ForUse(Set.of(Use.INCIDENT))),
            "use: one of incident expected",
            new FieldError("use", "one of incident", "change it, or ask for something else")),
        arguments(
            of(new Condition.AccountLabels(new TreeMap<>(Map.of("a", "b")))),
            "account: an account with a=b expected",
            new FieldError(
                "entitlement", "an account with a=b", "ask for an entitlement of such an account")),
        arguments(
            of(new SecondFactor(Optional.empty())),
            "mfa: a sign-in with a second factor expected; sign in again: tidegate login --mfa",
            new FieldError(
                "Authorization",
                "a sign-in with a second factor",
                "sign in again with a second factor")),
        arguments(
            of(new Hours(ZoneOffset.UTC, Set.of(DayOfWeek.MONDAY), Optional.empty(), List.of())),
            "hours: all day Mon in Z expected; it is Sun 2026-03-01 10:00 there",
            new FieldError("hours", "all day Mon in Z", "ask again when it is so, or ask others")),
        arguments(
            of(new Network(List.of(Network.Range.parse("10.0.0.0/8").orElseThrow()))),
            "network: a call from 10.0.0.0/8 expected; you call from an unknown address",
            new FieldError(
                "network", "a call from 10.0.0.0/8", "ask again when it is so, or ask others")),
        arguments(
            of(new OnCall(new OnCall.Source.Members(Samples.groups("sre")))),
            "on-call: being on call by group (sre) expected",
            new FieldError(
                "on-call",
                "being on call by group (sre)",
                "ask again when it is so, or ask others")),
        arguments(
            new Reason.TooFewApprovals(
                RULE, new ApproverSet(new Name("leads"), Samples.groups("leads", "sre"), 2), 1),
            "approval: 2 of leads or sre expected for leads; of the answers that were given, 1"
                + " still count",
            new FieldError(
                "id", "2 of leads or sre for leads", "submit a new request, and have it approved")),
        arguments(
            new Reason.ReviewOverdue(RULE, "r-1", Samples.T0, Samples.groups("security")),
            "after-review: the review of your request r-1 (due 2026-03-01T10:00:00Z) expected"
                + " first; somebody of security can give it",
            new FieldError(
                "breakGlass",
                "the review of your request r-1 (due 2026-03-01T10:00:00Z) first",
                "have it reviewed, or ask without breakGlass")));
  }

  @ParameterizedTest
  @MethodSource("unmet")
  void everyConditionThatIsNotMetIsNamed(Reason reason, String text, FieldError error) {
    Problem problem = Refusals.of(refused(reason));

    assertThat(problem.code()).isEqualTo(ProblemCode.REFUSED);
    assertThat(problem.errors()).containsExactly(error);
    assertThat(problem.detail())
        .isEqualTo(
            "The policy refuses this: orders-dev: "
                + text
                + ". When that is met, 1 of orders-leads could approve.");
  }

  /// One of each kind that there is, asked by somebody who meets none of them.
  static List<Condition> conditions() {
    List<Condition> all =
        List.of(
            new Condition.InGroup(Samples.groups("others")),
            new Condition.ForUse(Set.of(Use.VERIFICATION)),
            new Condition.NoLongerThan(new AccessDuration(Duration.ofMinutes(1))),
            new Condition.TicketLike(Pattern.compile("an expected; one")),
            new Condition.AccountLabels(new TreeMap<>(Map.of("no", "such"))),
            new Condition.InUnit("/elsewhere"),
            new Condition.StartsWithin(new AccessDuration(Duration.ofMinutes(1))),
            new Hours(
                ZoneOffset.UTC,
                Set.of(DayOfWeek.MONDAY),
                Optional.of(new Hours.Window(LocalTime.of(3, 0), LocalTime.of(3, 1))),
                List.of()),
            new SecondFactor(Optional.of(Duration.ofMinutes(1))),
            new Network(List.of(Network.Range.parse("192.0.2.0/24").orElseThrow())),
            new OnCall(new OnCall.Source.Members(Samples.groups("others"))));
    assertThat(all.stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(SampleDecisions.kinds());
    return all;
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void noConditionSaysTwiceThatItWasExpected(Condition condition) {
    for (Duration had : List.of(Duration.ZERO, Duration.ofHours(1))) {
      DecisionContext in =
          new DecisionContext(
              Samples.ALICE,
              Samples.ask().startingAt(Samples.T0.plus(Duration.ofDays(1))),
              Samples.ORDERS_PROD,
              Samples.T0,
              had);
      if (condition.met(in)) {
        continue;
      }
      Reason reason = new Reason.OfCondition(RULE, Reason.By.RULE, condition, in, false);

      List<FieldError> errors = Refusals.of(refused(reason)).errors();

      assertThat(errors).hasSize(condition instanceof Condition.InGroup ? 0 : 1);
      assertThat(errors)
          .allSatisfy(
              error ->
                  assertThat(error.expected())
                      .isEqualTo(
                          had.isZero() || !(condition instanceof Condition.NoLongerThan)
                              ? ConditionText.expected(condition)
                              : "at most 1m together with what it continues, which takes 1h"));
    }
  }

  @Test
  void whatIsMetAndWhatIsSaidTwiceIsLeftOut() {
    Problem problem =
        Refusals.of(
            refused(
                reason("a", new Condition.InGroup(Samples.ALICE.groups()), true),
                reason("a", atMost("2h"), false),
                reason("b", atMost("2h"), false),
                reason("b", atMost("1h"), false)));

    assertThat(problem.errors().stream().map(FieldError::expected))
        .containsExactly("at most 2h", "at most 1h");
    assertThat(problem.more()).containsKey("decision");
  }

  @Test
  void aSizeThatAwsDoesNotTakeIsToldWithItsFigure() {
    Problem problem = Refusals.of(new Assessment.TooLarge(2310, 2048, "split it"));

    assertThat(problem.code()).isEqualTo(ProblemCode.SESSION_TOO_LARGE);
    assertThat(problem.detail())
        .isEqualTo(
            "The policy would take 2310 characters; AWS allows 2048. Nothing was left out to make"
                + " it fit.");
    assertThat(problem.errors())
        .containsExactly(
            new FieldError("entitlement", "a policy of at most 2048 characters", "split it"));
  }

  private static Reason of(Condition condition) {
    return reason(RULE.text(), condition, false);
  }

  private static Reason reason(String rule, Condition condition, boolean met) {
    return new Reason.OfCondition(
        new Name(rule),
        Reason.By.RULE,
        condition,
        new DecisionContext(Samples.ALICE, Samples.ask(), Samples.ORDERS_PROD, Samples.T0),
        met);
  }

  private static Condition atMost(String span) {
    return new Condition.NoLongerThan(AccessDuration.parse(span).orElseThrow());
  }

  private static Assessment refused(Reason... reasons) {
    return new Assessment.Refused(
        new Decision.Refused(
            new Decision.Grounds(Samples.POLICY, List.of(), Arrays.asList(reasons)),
            Samples.needs("orders-leads").approvals()));
  }
}
