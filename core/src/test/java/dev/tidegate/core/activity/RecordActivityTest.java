package dev.tidegate.core.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Deeds;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.activity.ActivityRecord.Outcome;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.SourceIdentity;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.AuditLog;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordActivityTest {
  private static final RequestId ID = Samples.id(1);
  private static final GrantId GRANT = GrantId.of(ID);
  private static final Instant AT = Samples.T0.plusSeconds(600);
  private static final Instant NOW = Samples.T0.plusSeconds(900);

  private final InMemoryCaseStore cases = new InMemoryCaseStore();
  private final InMemoryActivityStore store = new InMemoryActivityStore();
  private final List<AuditLog.Entry> ledger = new ArrayList<>();
  private final RecordActivity verb =
      new RecordActivity(
          cases, store, (entries, actor, now) -> ledger.addAll(entries), Deeds.BROKER);

  @Test
  void callsOfAGrantSSessionAreCountedByActionResourceAndAnswer() {
    CaseScenario.active(ID).issued().in(cases);
    ActivityRecord read = Deeds.call(GRANT, "e-1", "dynamodb:GetItem", AT);

    record(
        Deeds.issued(GRANT, "e-0", AT.minusSeconds(10)),
        read,
        Deeds.answered(Deeds.call(GRANT, "e-2", "dynamodb:GetItem", AT), Outcome.REFUSED),
        Deeds.answered(
            Deeds.call(GRANT, "e-3", "dynamodb:Query", AT.plusSeconds(5)), Outcome.FAILED));

    ActivitySummary summary = store.load(GRANT).summary();
    assertThat(summary.actions().get("dynamodb:GetItem"))
        .isEqualTo(new ActivitySummary.ActionCount(1, 1, 0, 0, 2));
    assertThat(summary.actions()).containsKey("dynamodb:Query");
    assertThat(summary.resources()).containsValue(4);
    assertThat(summary.used()).isEqualTo(3);
    assertThat(summary.issued()).isOne();
    assertThat(summary.refused()).isOne();
    assertThat(summary.first()).contains(AT.minusSeconds(10));
    assertThat(summary.last()).contains(AT.plusSeconds(5));
    assertThat(store.timeline(GRANT).records()).hasSize(4).contains(read);
    assertThat(types()).doesNotContain(EventType.ACTIVITY_AFTER_END);
    assertThat(ledger).isEmpty();
  }

  @Test
  void whatComesTwiceOrLateOrInAnyOrderEndsUpTheSame() {
    CaseScenario.active(ID).issued().in(cases);
    List<ActivityRecord> all =
        IntStream.range(0, 60)
            .mapToObj(i -> Deeds.call(GRANT, "e-" + i, "dynamodb:Get" + i % 4, AT.plusSeconds(i)))
            .toList();
    verb.record(Deeds.session(GRANT), all, NOW);
    ActivityStore.Timeline inOrder = store.timeline(GRANT);

    InMemoryActivityStore other = new InMemoryActivityStore();
    RecordActivity shuffled =
        new RecordActivity(cases, other, (entries, actor, now) -> {}, Deeds.BROKER);
    List<ActivityRecord> twice = new ArrayList<>(all);
    twice.addAll(all);
    long seed = 20_261_124;
    Collections.shuffle(twice, new Random(seed));
    for (int from = 0; from < twice.size(); from += 7) {
      shuffled.record(
          Deeds.session(GRANT), twice.subList(from, Math.min(from + 7, twice.size())), NOW);
    }

    assertThat(other.timeline(GRANT)).as("seed " + seed).isEqualTo(inOrder);
    assertThat(inOrder.records()).isEqualTo(all);
  }

  @Test
  void theSameEventFromTwoAccountsIsOne() {
    CaseScenario.active(ID).issued().in(cases);

    record(Deeds.issued(GRANT, "shared-1", AT));
    record(Deeds.issued(GRANT, "shared-1", AT));

    assertThat(store.load(GRANT).summary().issued()).isOne();
  }

  @Test
  void aFloodCostsABoundedStoreAndHidesNoOtherAction() {
    CaseScenario.active(ID).issued().in(cases);
    List<ActivityRecord> batch = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      batch.add(Deeds.call(GRANT, "e-" + i, "dynamodb:GetItem", AT));
      if (batch.size() == 100) {
        verb.record(Deeds.session(GRANT), batch, NOW);
        batch.clear();
      }
    }
    ActivityRecord one = Deeds.call(GRANT, "e-last", "dynamodb:DeleteTable", AT);
    record(one);

    ActivitySummary summary = store.load(GRANT).summary();
    assertThat(summary.records()).isEqualTo(10_001);
    assertThat(summary.exact()).isFalse();
    assertThat(store.timeline(GRANT).records())
        .hasSize(ActivitySummary.KEPT_OF_ONE + 1)
        .contains(one);
    assertThat(store.seen(GRANT, List.of("e-4999"))).hasSize(1);
    assertThat(store.seen(GRANT, List.of("e-5000"))).isEmpty();
    assertThat(store.appends).as("one write for each 48 records").isLessThanOrEqualTo(302);
  }

  @Test
  void actionsAndResourcesBeyondTheNamedAreCountedTogether() {
    ActivitySummary summary = ActivitySummary.NONE;
    for (int i = 0; i < 250; i++) {
      ActivityRecord call = Deeds.call(GRANT, "e-" + i, "s3:Get" + i, AT);
      summary =
          summary.plus(
              new ActivityRecord(
                  call.id(),
                  call.session(),
                  call.kind(),
                  call.region(),
                  AT,
                  call.action(),
                  List.of("arn:aws:s3:::bucket-" + i),
                  call.outcome(),
                  Optional.empty(),
                  call.origin(),
                  call.userAgent(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
    }

    assertThat(summary.actions()).hasSize(200);
    assertThat(summary.otherActions()).isEqualTo(50);
    assertThat(summary.resources()).hasSize(100);
    assertThat(summary.otherResources()).isEqualTo(150);
    assertThat(summary.kept()).isEqualTo(200);
    assertThat(summary.records()).isEqualTo(250);
  }

  @Test
  void whatGoesThroughAfterTheEndIsToldOnceAndCounted() {
    CaseScenario live = CaseScenario.active(ID).issued();
    Grant.Active grant = (Grant.Active) live.now().grant().orElseThrow();
    Instant end = grant.terms().endsAt();
    live.then(
            change ->
                change.grant(
                    grant
                        .end(new EndCause.Time(), end)
                        .ended(end.plusSeconds(30), new Revocation.Nothing())))
        .in(cases);

    record(Deeds.call(GRANT, "e-0", "dynamodb:GetItem", end));
    assertThat(types()).doesNotContain(EventType.ACTIVITY_AFTER_END);
    record(Deeds.call(GRANT, "e-1", "dynamodb:GetItem", end.plusSeconds(1)));
    record(Deeds.call(GRANT, "e-2", "dynamodb:GetItem", end.plusSeconds(2)));

    assertThat(events(EventType.ACTIVITY_AFTER_END))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.details())
                    .containsEntry("outcome", "allowed")
                    .containsEntry("action", "dynamodb:GetItem")
                    .containsEntry("event", "e-1")
                    .containsEntry("grant", GRANT.text()));
    assertThat(store.load(GRANT).summary().findings())
        .isEqualTo(Map.of("activity.after-end allowed", 2));
  }

  @Test
  void whatIsRefusedAfterTheEndIsToldApartFromWhatGoesThrough() {
    CaseScenario revoked = CaseScenario.active(ID).issued().revoked(Samples.BOB, "enough");
    CaseScenario ended = revoked.ended(new Revocation.Nothing());
    ended.in(cases);

    ActivityRecord between = Deeds.call(GRANT, "e-1", "dynamodb:GetItem", revoked.next());
    record(between);
    assertThat(types()).doesNotContain(EventType.ACTIVITY_AFTER_END);
    record(
        Deeds.answered(
            Deeds.call(GRANT, "e-2", "dynamodb:GetItem", revoked.next().plusSeconds(1)),
            Outcome.REFUSED));

    assertThat(events(EventType.ACTIVITY_AFTER_END))
        .singleElement()
        .satisfies(event -> assertThat(event.details()).containsEntry("outcome", "refused"));
  }

  @Test
  void whatGoesThroughAfterARevokeIsToldWhenIamHadItsTime() {
    CaseScenario revoked = CaseScenario.active(ID).issued().revoked(Samples.BOB, "enough");
    revoked.ended(new Revocation.Nothing()).in(cases);
    Instant spread = revoked.next().plus(IamChanges.ARRIVED);

    record(Deeds.call(GRANT, "e-1", "dynamodb:GetItem", spread));
    assertThat(types()).doesNotContain(EventType.ACTIVITY_AFTER_END);
    record(Deeds.call(GRANT, "e-2", "dynamodb:GetItem", spread.plusSeconds(1)));

    assertThat(events(EventType.ACTIVITY_AFTER_END))
        .singleElement()
        .satisfies(event -> assertThat(event.details()).containsEntry("outcome", "allowed"));
  }

  @Test
  void aCallThatFailedAfterTheEndIsNotCalledAllowed() {
    CaseScenario.active(ID).issued().timeUp().ended(new Revocation.Nothing()).in(cases);

    record(
        Deeds.answered(
            Deeds.call(GRANT, "e-1", "sns:Publish", AT.plusSeconds(7200)), Outcome.FAILED));

    assertThat(events(EventType.ACTIVITY_AFTER_END))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.details())
                    .containsEntry("outcome", "failed")
                    .containsEntry("answer", "failed")
                    .containsEntry("error", "AccessDenied"));
    assertThat(store.load(GRANT).summary().findings())
        .isEqualTo(Map.of("activity.after-end failed", 1));
  }

  @Test
  void anAttemptBeyondTheBoundaryIsToldAndAPlainRefusalIsNot() {
    CaseScenario.active(ID).issued().in(cases);

    record(Deeds.answered(Deeds.call(GRANT, "e-1", "dynamodb:DeleteTable", AT), Outcome.REFUSED));
    assertThat(types()).doesNotContain(EventType.ACTIVITY_OUTSIDE_BOUNDARY);
    record(Deeds.answered(Deeds.call(GRANT, "e-2", "iam:CreateUser", AT), Outcome.OUTSIDE));
    record(Deeds.answered(Deeds.call(GRANT, "e-3", "iam:CreateUser", AT), Outcome.OUTSIDE));

    assertThat(events(EventType.ACTIVITY_OUTSIDE_BOUNDARY)).hasSize(1);
  }

  @Test
  void aSessionUnderAGrantSNameIsItsOwnOnlyIfEverythingIsAsTidegateGivesIt() {
    CaseScenario.active(ID).issued().in(cases);
    GrantId unused = GrantId.of(Samples.id(2));
    CaseScenario.active(Samples.id(2)).in(cases);
    CaseScenario.granted(
            Samples.submission(
                Samples.id(3),
                Samples.DAVE,
                Samples.ask(),
                Samples.CI_ROLE,
                Samples.allowed(),
                Samples.T0))
        .activated()
        .in(cases);
    ActivityRecord call = Deeds.call(GRANT, "e-1", "dynamodb:GetItem", AT);
    ActivityRecord issue = Deeds.issued(GRANT, "e-2", AT);

    strange("the grant is for another role", moved(call, "333333333333", "TidegateAccess"));
    strange("the grant is for another role", moved(call, "222222222222", "TidegateAccess-2"));
    strange("source identity", Deeds.by(call, Optional.of("bob.x"), "203.0.113.9", none()));
    strange("source identity", Deeds.by(call, none(), "203.0.113.9", none()));
    strange(
        "made by account 444444444444",
        Deeds.by(
            issue, issue.sourceIdentity(), "203.0.113.9", Optional.of("account 444444444444")));
    strange(
        "made by service ec2.amazonaws.com",
        Deeds.by(issue, none(), "ec2.amazonaws.com", Optional.of("service ec2.amazonaws.com")));
    strange(
        "source identity", Deeds.by(issue, none(), "ec2.amazonaws.com", Optional.of(Deeds.BROKER)));
    strange("source identity", Deeds.by(call, none(), "s3.amazonaws.com", none()));
    strange("issued no session", Deeds.call(unused, "e-3", "dynamodb:GetItem", AT));
    strange(
        "gives no sessions", Deeds.call(GrantId.of(Samples.id(3)), "e-4", "dynamodb:GetItem", AT));
    strange(
        "there is no such grant",
        Deeds.call(GrantId.of(Samples.id(4)), "e-5", "dynamodb:GetItem", AT));
    strange(
        "there is no such grant",
        Deeds.record(
            new RoleSession("222222222222", "TidegateAccess", "mallory"),
            "e-6",
            ActivityRecord.Kind.CALL,
            "s3:ListAllMyBuckets",
            AT));
    assertThat(store.load(GRANT)).isEqualTo(ActivityStore.NOTHING);

    record(
        call,
        Deeds.by(
            Deeds.record(
                Deeds.session(GRANT), "e-7", ActivityRecord.Kind.BY_SERVICE, "kms:Decrypt", AT),
            none(),
            "s3.amazonaws.com",
            none()));
    ActivitySummary summary = store.load(GRANT).summary();
    assertThat(summary.records()).isEqualTo(2);
    assertThat(summary.kinds())
        .isEqualTo(Map.of(ActivityRecord.Kind.CALL, 1, ActivityRecord.Kind.BY_SERVICE, 1));
  }

  @Test
  void eachMakingOfASessionByAnybodyElseIsToldOfAndItsRepetitionIsNot() {
    CaseScenario.active(ID).issued().in(cases);
    Optional<String> service = Optional.of("service ec2.amazonaws.com");
    for (String id : List.of("e-1", "e-2", "e-1", "e-2")) {
      record(Deeds.by(Deeds.issued(GRANT, id, AT), none(), "ec2.amazonaws.com", service));
    }
    record(Deeds.issued(GRANT, "e-3", AT));

    assertThat(ledger)
        .hasSize(2)
        .allSatisfy(
            entry ->
                assertThat(entry.details())
                    .containsEntry("session", GRANT.text())
                    .containsEntry("why", "made by service ec2.amazonaws.com")
                    .containsEntry("kind", "issue"));
    assertThat(store.load(GRANT).summary().issued()).isOne();
  }

  @Test
  void aStrangerSSessionIsToldOfOnceHoweverMuchItDoes() {
    RoleSession stranger = new RoleSession("222222222222", "TidegateAccess", "mallory");
    for (int i = 0; i < 5; i++) {
      ActivityRecord call =
          Deeds.record(stranger, "e-" + i, ActivityRecord.Kind.CALL, "s3:ListAllMyBuckets", AT);
      verb.record(stranger, List.of(call), NOW);
    }

    assertThat(ledger)
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.details())
                    .containsEntry("session", "mallory")
                    .containsEntry("account", "222222222222")
                    .containsEntry("why", "there is no such grant"));
  }

  @Test
  void probesAreNobodySActivityAndHideNothingElse() {
    CaseScenario.active(ID).issued().timeUp().ended(new Revocation.Nothing()).in(cases);
    Instant late = AT.plusSeconds(7200);
    Optional<String> probe = Optional.of(SourceIdentity.PROBE.value());
    ActivityRecord asked = Deeds.call(GRANT, "e-1", "sts:GetAccessKeyInfo", late);
    ActivityRecord other = Deeds.call(GRANT, "e-2", "dynamodb:GetItem", late);

    record(
        Deeds.by(asked, probe, "203.0.113.9", none()),
        Deeds.by(
            Deeds.issued(GRANT, "e-3", late), probe, "203.0.113.9", Optional.of(Deeds.BROKER)));
    assertThat(store.load(GRANT)).isEqualTo(ActivityStore.NOTHING);
    assertThat(ledger).isEmpty();

    record(Deeds.by(other, probe, "203.0.113.9", none()));
    assertThat(ledger).hasSize(1);
  }

  @Test
  void aFindingWhoseCountWasLostIsNotToldAgain() {
    CaseScenario.active(ID).issued().in(cases);
    ActivityRecord outside =
        Deeds.answered(Deeds.call(GRANT, "e-1", "iam:CreateUser", AT), Outcome.OUTSIDE);
    RecordActivity failing =
        new RecordActivity(
            cases,
            new Breaking(store),
            (entries, actor, now) -> ledger.addAll(entries),
            Deeds.BROKER);

    assertThatThrownBy(() -> failing.record(Deeds.session(GRANT), List.of(outside), NOW))
        .isInstanceOf(Fault.class);
    assertThat(events(EventType.ACTIVITY_OUTSIDE_BOUNDARY)).hasSize(1);
    record(outside);

    assertThat(events(EventType.ACTIVITY_OUTSIDE_BOUNDARY)).hasSize(1);
    assertThat(store.load(GRANT).summary().findings()).hasSize(1);
    assertThat(AuditEvent.firstBreak(ID.text(), history())).isEmpty();
  }

  private void strange(String why, ActivityRecord record) {
    ledger.clear();
    RoleSession session =
        new RoleSession(
            record.session().account(), record.session().role(), record.session().name());
    InMemoryActivityStore fresh = new InMemoryActivityStore();
    new RecordActivity(cases, fresh, (entries, actor, now) -> ledger.addAll(entries), Deeds.BROKER)
        .record(session, List.of(record), NOW);
    assertThat(ledger)
        .singleElement()
        .satisfies(entry -> assertThat(entry.details().get("why")).contains(why));
    assertThat(fresh.timeline(GRANT).records()).isEmpty();
  }

  private void record(ActivityRecord... records) {
    verb.record(records[0].session(), List.of(records), NOW);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static ActivityRecord moved(ActivityRecord of, String account, String role) {
    return Deeds.record(
        new RoleSession(account, role, of.session().name()), of.id(), of.kind(), of.action(), AT);
  }

  private List<AuditEvent> history() {
    return cases.history(ID).orElseThrow().events();
  }

  private List<EventType> types() {
    return history().stream().map(AuditEvent::type).toList();
  }

  private List<AuditEvent> events(EventType type) {
    return history().stream().filter(event -> event.type() == type).toList();
  }

  /// A store whose writes fail.
  private record Breaking(InMemoryActivityStore store) implements ActivityStore {
    @Override
    public Stored load(GrantId grant) {
      return store.load(grant);
    }

    @Override
    public java.util.Set<String> seen(GrantId grant, java.util.Collection<String> ids) {
      return store.seen(grant, ids);
    }

    @Override
    public boolean append(Entry entry, Instant now) {
      throw new Fault(Fault.Kind.BUSY, "throttled");
    }

    @Override
    public Timeline timeline(GrantId grant) {
      return store.timeline(grant);
    }

    @Override
    public Sighting sighting(RoleSession session, Instant now) {
      return store.sighting(session, now);
    }

    @Override
    public void sighted(RoleSession session, int records, Instant now) {
      store.sighted(session, records, now);
    }

    @Override
    public void lookAgain(GrantId grant, Instant at) {
      store.lookAgain(grant, at);
    }

    @Override
    public List<Reminder> toLookAt(Instant now, int limit) {
      return store.toLookAt(now, limit);
    }

    @Override
    public void done(Reminder reminder) {
      store.done(reminder);
    }
  }
}
