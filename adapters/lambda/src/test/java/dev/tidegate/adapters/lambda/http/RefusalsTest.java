package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.entitlement.Span;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Hours;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.core.policy.Situation;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "duration | duration: at most 2h expected | duration | at most 2h | change it, or"
            + " ask for something else",
        "ticket | ticket: one of ours expected | ticket | one of ours | change it, or ask"
            + " for something else",
        "use | use: one of incident expected | use | one of incident | change it, or ask"
            + " for something else",
        "account | account: an account with a=b expected | entitlement | an account with a=b"
            + " | ask for an entitlement of such an account",
        "mfa | mfa: a sign-in with a second factor expected | Authorization | a sign-in with a"
            + " second factor | sign in again with a second factor",
        "hours | hours: Mon to Fri expected; it is Sun | hours | Mon to Fri |"
            + " ask again when it is so, or ask others",
        "network | network: a call from 10.0.0.0/8 expected | network | a call from 10.0.0.0/8"
            + " | ask again when it is so, or ask others",
        "on-call | on-call: being on call expected | on-call | being on call | ask again"
            + " when it is so, or ask others",
        "approval | approval: 2 of leads or sre expected for leads; of the answers that were given,"
            + " 1 still count | id | 2 of leads or sre for leads | submit a new request, and have"
            + " it approved",
        "after-review | after-review: the review of your request r-1 (due now) expected first;"
            + " somebody of security can give it | breakGlass | the review of your request r-1"
            + " (due now) first | have it reviewed, or ask without breakGlass",
      })
  void everyConditionThatIsNotMetIsNamed(
      String condition, String text, String field, String expected, String fix) {
    Problem problem = Refusals.of(refused(new Reason("orders-dev", condition, false, text)));

    assertThat(problem.code()).isEqualTo(ProblemCode.REFUSED);
    assertThat(problem.errors()).containsExactly(new FieldError(field, expected, fix));
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
            new Condition.NoLongerThan(new Span(Duration.ofMinutes(1))),
            new Condition.TicketLike(Pattern.compile("an expected; one")),
            new Condition.AccountLabels(new TreeMap<>(Map.of("no", "such"))),
            new Condition.InUnit("/elsewhere"),
            new Condition.StartsWithin(new Span(Duration.ofMinutes(1))),
            new Hours(
                ZoneOffset.UTC,
                Set.of(DayOfWeek.MONDAY),
                Optional.of(new Hours.Window(LocalTime.of(3, 0), LocalTime.of(3, 1))),
                List.of()),
            new SecondFactor(Optional.of(Duration.ofMinutes(1))),
            new Network(List.of(Network.Range.parse("192.0.2.0/24").orElseThrow())),
            new OnCall(new OnCall.Source.Members(Samples.groups("others"))));
    assertThat(all.stream().map(Object::getClass))
        .containsExactlyInAnyOrder(Condition.class.getPermittedSubclasses());
    return all;
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void noConditionSaysTwiceThatItWasExpected(Condition condition) {
    for (Duration had : List.of(Duration.ZERO, Duration.ofHours(1))) {
      Situation in =
          new Situation(
              Samples.ALICE,
              Samples.ask().startingAt(Samples.T0.plus(Duration.ofDays(1))),
              Samples.ORDERS_PROD,
              Samples.T0,
              had);
      if (condition.met(in)) {
        continue;
      }
      Reason reason = new Reason("r", condition.kind(), false, condition.text(in, false));

      List<FieldError> errors = Refusals.of(refused(reason)).errors();

      assertThat(errors).hasSize(condition instanceof Condition.InGroup ? 0 : 1);
      assertThat(errors)
          .allSatisfy(
              error ->
                  assertThat(error.expected())
                      .isEqualTo(
                          had.isZero() || !(condition instanceof Condition.NoLongerThan)
                              ? condition.expected()
                              : "at most 1m together with what it continues, which takes 1h"));
    }
  }

  @Test
  void whatIsMetAndWhatIsSaidTwiceIsLeftOut() {
    Problem problem =
        Refusals.of(
            refused(
                new Reason("a", "group", true, "you are in a"),
                new Reason("a", "duration", false, "duration: at most 2h expected"),
                new Reason("b", "duration", false, "duration: at most 2h expected"),
                new Reason("b", "duration", false, "duration: at most 1h expected")));

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

  private static Assessment refused(Reason... reasons) {
    return new Assessment.Refused(
        new Decision.Refused(
            new Decision.Grounds(Samples.POLICY, List.of(), Arrays.asList(reasons)),
            Samples.needs("orders-leads").approvals()));
  }
}
