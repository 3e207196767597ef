package dev.tidegate.core.access.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessDescriptionTest {
  private static final Instant LATER = Samples.T0.plus(Duration.ofMinutes(20)).plusMillis(7);

  @Test
  void anApproverReadsWhatTheRequesterWouldGet() {
    AccessDescription words = of(CaseScenario.submitted(Samples.id(1)), Samples.BOB);

    assertThat(words.allows())
        .containsExactly(
            "They may call dynamodb:GetItem and dynamodb:Query on"
                + " arn:aws:dynamodb:eu-central-1:222222222222:table/orders, if aws:SecureTransport"
                + " is true (Bool).",
            "They may call dynamodb:ListTables on *.");
    assertThat(words.denies())
        .containsExactly(
            "They may not call any other action nor reach any other resource, whatever else the"
                + " role allows.",
            "They may not change IAM, nor pass or assume roles: the account's boundary forbids it.",
            "From 2026-03-01T11:20:00Z on every call is refused.");
    assertThat(words.until()).contains(Instant.parse("2026-03-01T11:20:00Z"));
  }

  @Test
  void theRequesterIsSpokenTo() {
    assertThat(of(CaseScenario.submitted(Samples.id(1)), Samples.ALICE).allows())
        .last()
        .isEqualTo("You may call dynamodb:ListTables on *.");
  }

  @Test
  void managedPoliciesAreNamed() {
    Target target = new Target.AccessRole("a", List.of("arn:aws:iam::aws:policy/ReadOnlyAccess"));
    CaseScenario story =
        CaseScenario.submitted(
            Samples.submission(
                Samples.id(1),
                Samples.ALICE,
                Samples.ask(),
                target,
                Samples.needs("orders-leads"),
                Samples.T0));

    assertThat(of(story, Samples.BOB).allows())
        .last()
        .isEqualTo(
            "They may do what arn:aws:iam::aws:policy/ReadOnlyAccess allows, as far as the role"
                + " does.");
  }

  @Test
  void whatGoesOnAfterTheEndIsToldToWhoeverLooks() {
    Submission usual = Samples.submission(Samples.id(1));
    Submission tail =
        new Submission(
            usual.id(),
            usual.requester(),
            usual.ask(),
            usual.account(),
            usual.target(),
            List.of(new Permission(List.of("logs:StartLiveTail"), List.of("*"), List.of())),
            usual.decision(),
            usual.at(),
            usual.answerBy());

    assertThat(of(CaseScenario.submitted(tail), Samples.BOB).remains())
        .containsExactly(
            "After the end, a live tail that was started with logs:StartLiveTail goes on for up to"
                + " three hours.");
    assertThat(of(CaseScenario.submitted(tail).denied(Samples.BOB, "no"), Samples.BOB).remains())
        .isEmpty();
    assertThat(of(CaseScenario.submitted(usual), Samples.BOB).remains()).isEmpty();
  }

  @Test
  void aTemporaryPolicyIsOfTheRoleThatGetsIt() {
    CaseScenario story =
        CaseScenario.submitted(
            Samples.submission(
                Samples.id(1),
                Samples.ALICE,
                Samples.ask(),
                Samples.CI_ROLE,
                Samples.needs("orders-leads"),
                Samples.T0));
    AccessDescription words = of(story, Samples.BOB);

    assertThat(words.allows())
        .last()
        .isEqualTo("The role orders-ci may call dynamodb:ListTables on *.");
    assertThat(words.denies())
        .first()
        .isEqualTo("The role orders-ci gets nothing else by this; what it may do already stays.");
  }

  @Test
  void theEndIsTheGrantsOnceThereIsOneAndNoneWhereThereWillBeNone() {
    CaseScenario active = CaseScenario.active(Samples.id(1));
    assertThat(of(active, Samples.BOB).until())
        .contains(active.now().grant().orElseThrow().terms().endsAt());
    assertThat(
            of(
                    CaseScenario.submitted(Samples.submission(Samples.id(1), Samples.later())),
                    Samples.BOB)
                .until())
        .contains(Samples.T0.plus(Duration.ofHours(3)));
    AccessDescription denied =
        of(CaseScenario.submitted(Samples.id(1)).denied(Samples.BOB, "no"), Samples.BOB);
    assertThat(denied.until()).isEmpty();
    assertThat(denied.allows()).hasSize(2);
    assertThat(denied.denies()).noneMatch(sentence -> sentence.startsWith("From "));
  }

  private static AccessDescription of(CaseScenario story, Principal viewer) {
    return AccessDescription.of(story.now(), viewer, LATER);
  }
}
