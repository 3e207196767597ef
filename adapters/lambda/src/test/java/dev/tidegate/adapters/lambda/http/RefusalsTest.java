package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.broker.Assessment;
import dev.tidegate.core.broker.FieldError;
import dev.tidegate.core.broker.Samples;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Reason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "duration | duration: at most 2h expected | duration | at most 2h expected | change it, or"
            + " ask for something else",
        "ticket | ticket: one of ours expected | ticket | one of ours expected | change it, or ask"
            + " for something else",
        "use | use: one of incident expected | use | one of incident expected | change it, or ask"
            + " for something else",
        "account | account: an account with a=b expected | entitlement | an account with a=b"
            + " expected | ask for an entitlement of such an account",
        "mfa | mfa: a sign-in with a second factor expected | Authorization | a sign-in with a"
            + " second factor expected | sign in again with a second factor",
        "hours | hours: Mon to Fri expected; it is Sun | hours | Mon to Fri expected; it is Sun |"
            + " ask again when it is so, or ask others",
        "network | network: a call from 10.0.0.0/8 expected | network | a call from 10.0.0.0/8"
            + " expected | ask again when it is so, or ask others",
        "on-call | on-call: being on call expected | on-call | being on call expected | ask again"
            + " when it is so, or ask others",
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
        .containsExactly("at most 2h expected", "at most 1h expected");
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
