package dev.tidegate.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Deeds;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Grants never used, and what of a grant was not.
class UnusedGrantsTest {
  private static final RequestId ID = Samples.id(1);
  private static final GrantId GRANT = GrantId.of(ID);
  private static final Instant ENDED = Samples.T0.plusSeconds(3660);
  private static final Instant LATER = ENDED.plus(FindUnusedGrants.AFTER);

  private final InMemoryCaseStore cases = new InMemoryCaseStore();
  private final InMemoryActivityStore store = new InMemoryActivityStore();
  private final FindUnusedGrants verb = new FindUnusedGrants(cases, store);

  @Test
  void aGrantThatIssuedNoSessionWasNeverUsed() {
    CaseScenario.active(ID).timeUp().ended(new Revocation.Nothing()).in(cases);

    assertThat(decided()).containsExactly("no-session");
  }

  @Test
  void aGrantThatHasNotEndedIsNotDecidedOn() {
    CaseScenario.active(ID).in(cases);

    assertThat(decided()).isEmpty();
  }

  @Test
  void aSessionThatWasSeenToBeMadeAndDidNothingWasNotUsed() {
    CaseScenario.active(ID).issued().timeUp().ended(new Revocation.Nothing()).in(cases);
    seen(Deeds.issued(GRANT, "e-1", Samples.T0));

    assertThat(decided()).isEmpty();
    assertThat(activity()).containsEntry("outcome", "unknown").containsEntry("calls", "0");
  }

  @Test
  void whereEachCallWouldHaveBeenRecordedASessionThatDidNothingWasNotUsed() {
    CaseScenario.granted(
            new Submission(
                ID,
                Samples.ALICE,
                Samples.ask(),
                Samples.ORDERS_PROD,
                Samples.ACCESS_ROLE,
                List.of(new Permission(List.of("ec2:StopInstances"), List.of("*"), List.of())),
                Samples.allowed(),
                Samples.T0,
                Samples.T0))
        .activated()
        .issued()
        .timeUp()
        .ended(new Revocation.Nothing())
        .in(cases);
    seen(Deeds.issued(GRANT, "e-1", Samples.T0));

    assertThat(decided()).containsExactly("no-call-seen");
    assertThat(activity()).containsEntry("outcome", "no");
  }

  @Test
  void aSessionThatDidSomethingWasUsedEvenIfRefused() {
    CaseScenario.active(ID).issued().timeUp().ended(new Revocation.Nothing()).in(cases);
    seen(
        Deeds.issued(GRANT, "e-1", Samples.T0),
        Deeds.answered(
            Deeds.call(GRANT, "e-2", "dynamodb:GetItem", Samples.T0),
            ActivityRecord.Outcome.REFUSED));

    assertThat(decided()).isEmpty();
    assertThat(activity())
        .containsEntry("outcome", "yes")
        .containsEntry("sessions", "1")
        .containsEntry("calls", "1")
        .containsEntry("refused", "1")
        .containsEntry("kind.call", "1");
  }

  @Test
  void whereNotEvenTheMakingOfASessionWasSeenNothingIsSaid() {
    CaseScenario.active(ID).issued().timeUp().ended(new Revocation.Nothing()).in(cases);

    assertThat(decided()).isEmpty();
    assertThat(activity()).containsEntry("outcome", "unknown");
  }

  @Test
  void itIsDecidedTwoHoursAfterTheEndAndOnce() {
    CaseScenario.active(ID).timeUp().ended(new Revocation.Nothing()).in(cases);
    verb.remember(GRANT, ENDED);

    assertThat(verb.decide(LATER.minusSeconds(1)).grants()).isZero();
    assertThat(verb.decide(LATER)).isEqualTo(new FindUnusedGrants.Report(1, 1));
    assertThat(verb.decide(LATER)).isEqualTo(new FindUnusedGrants.Report(0, 0));
    verb.remember(GRANT, ENDED);
    verb.decide(LATER);
    assertThat(outcomes()).hasSize(1);
  }

  @Test
  void whatWasGivenIsHeldAgainstWhatWasDone() {
    ActivitySummary summary =
        ActivitySummary.NONE
            .plus(Deeds.call(GRANT, "1", "dynamodb:Query", Samples.T0))
            .plus(Deeds.call(GRANT, "2", "dynamodb:Query", Samples.T0))
            .plus(Deeds.call(GRANT, "3", "sts:GetCallerIdentity", Samples.T0))
            .plus(Deeds.issued(GRANT, "5", Samples.T0))
            .plus(
                Deeds.answered(
                    Deeds.call(GRANT, "4", "dynamodb:GetItem", Samples.T0),
                    ActivityRecord.Outcome.REFUSED));

    GrantUsage usage = GrantUsage.of(Samples.permissions(), 1, summary);

    assertThat(usage.used()).isEqualTo(Map.of("dynamodb:Query", 2));
    assertThat(usage.notSeen()).containsExactly("dynamodb:ListTables");
    assertThat(usage.unknown()).containsExactly("dynamodb:GetItem");
    assertThat(usage.further()).containsExactly("sts:GetCallerIdentity");
  }

  @Test
  void activityIsShownToThoseWhoSeeTheRequest() {
    CaseScenario.active(ID).issued().in(cases);
    seen(Deeds.call(GRANT, "e-1", "dynamodb:Query", Samples.T0));
    ReadActivity read = new ReadActivity(cases, new Visibility(Samples.SECURITY), store);

    assertThat(read.show(Samples.ALICE, GRANT).orElseThrow().timeline().records()).hasSize(1);
    assertThat(read.show(Samples.BOB, GRANT)).isPresent();
    assertThat(read.show(Samples.SAM, GRANT)).isPresent();
    assertThat(read.show(Samples.DAVE, GRANT)).isEmpty();
    assertThat(read.show(Samples.SAM, GrantId.of(Samples.id(2)))).isEmpty();
  }

  private List<String> decided() {
    verb.remember(GRANT, ENDED);
    verb.decide(LATER);
    return outcomes();
  }

  @Test
  void whatFailedIsNeitherUsedNorUnusedAndWhereNothingIsSentNothingIsKnown() {
    ActivitySummary summary =
        ActivitySummary.NONE.plus(
            Deeds.answered(
                Deeds.call(GRANT, "1", "dynamodb:ListTables", Samples.T0),
                ActivityRecord.Outcome.FAILED));

    GrantUsage failed = GrantUsage.of(Samples.permissions(), 1, summary);
    assertThat(failed.used()).isEmpty();
    assertThat(failed.notSeen()).isEmpty();
    GrantUsage silent = GrantUsage.of(Samples.permissions(), 1, ActivitySummary.NONE);
    assertThat(silent.notSeen()).isEmpty();
    assertThat(silent.unknown()).contains("dynamodb:ListTables");
    GrantUsage none = GrantUsage.of(Samples.permissions(), 0, ActivitySummary.NONE);
    assertThat(none.notSeen()).containsExactly("dynamodb:ListTables");
  }

  private Map<String, String> activity() {
    return cases.history(ID).orElseThrow().events().stream()
        .filter(event -> event.type() == EventType.GRANT_ACTIVITY)
        .findFirst()
        .orElseThrow()
        .details();
  }

  private List<String> outcomes() {
    return cases.history(ID).orElseThrow().events().stream()
        .filter(event -> event.type() == EventType.ACTIVITY_UNUSED)
        .map(event -> event.details().getOrDefault("outcome", ""))
        .toList();
  }

  private void seen(ActivityRecord... records) {
    new RecordActivity(cases, store, (entries, actor, now) -> {}, Deeds.BROKER)
        .record(Deeds.session(GRANT), List.of(records), LATER);
  }
}
