package dev.tidegate.core.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.core.access.grant.StartGrant;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtendGrantTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration HALF = Duration.ofMinutes(30);
  private static final Instant END = Samples.T0.plus(HOUR);

  private final SteppedWorld stage = new SteppedWorld();
  private final SamplePolicy usual = SamplePolicy.usual();
  private GrantId old = GrantId.of(Samples.id(0));

  @BeforeEach
  void aGrantIsActive() {
    old = stage.active();
    stage.passMinutes(20);
  }

  @Test
  void theNextGrantBeginsWhenTheOldOneEndsUnderTheSameEntitlementAndParameters() {
    RequestId id = extended(HALF);
    Submission before = stage.found(old.request()).request().submission();
    Submission more = stage.found(id).request().submission();
    assertThat(more.ask().entitlement()).isEqualTo(before.ask().entitlement());
    assertThat(more.ask().parameters()).isEqualTo(before.ask().parameters());
    assertThat(more.ask().ticket()).isEqualTo(before.ask().ticket());
    assertThat(more.continues()).contains(new Continuation(old.request(), HOUR, 1));
    assertThat(stage.found(id).state()).isEqualTo(CaseState.PENDING);
    GrantTerms terms = stage.world.now(stage.approved(id)).terms();
    assertThat(terms.startsAt()).isEqualTo(END);
    assertThat(terms.endsAt()).isEqualTo(END.plus(HALF));
    assertThat(stage.world.now(old).terms().endsAt()).as("nothing is lengthened").isEqualTo(END);
  }

  @Test
  void itsEndIsScheduledBeforeTheOldCaseTellsOfIt() {
    GrantId next = stage.approved(extended(HALF));
    stage.faults.clear();
    assertThat(stage.start(next)).isEqualTo(StartGrant.Outcome.WAITING);
    assertThat(stage.faults.calls())
        .containsExactly(
            "store.load",
            "scheduler.ensure",
            "scheduler.ensureStart",
            "store.load",
            "store.commit");
    assertThat(stage.found(old.request()).continuedBy()).contains(next);
    assertThat(stage.events(old.request())).endsWith(EventType.GRANT_CONTINUED);
    stage.start(next);
    assertThat(stage.count(old.request(), EventType.GRANT_CONTINUED)).isEqualTo(1);
  }

  @Test
  void whoeverUsesTheOldGrantIsLedOnToTheNextOnceItIsOver() {
    GrantId next = stage.approved(extended(HALF));
    stage.start(next);
    stage.until(END.minusSeconds(1));
    assertThat(stage.session(old).spec().grant()).isEqualTo(old);
    stage.until(END);
    assertThat(stage.issue(Samples.ALICE, old))
        .isInstanceOfSatisfying(
            IssueSession.Outcome.WrongState.class,
            wrong -> assertThat(wrong.now().id()).isEqualTo(next.request()));
    stage.start(next);
    stage.faults.clear();
    assertThat(stage.issue(Samples.ALICE, old))
        .isInstanceOfSatisfying(
            IssueSession.Outcome.Issued.class,
            issued -> assertThat(issued.grant()).isEqualTo(next));
    assertThat(stage.faults.calls())
        .containsExactly(
            "store.load", "store.load", "policy.current", "store.commit", "sts.assumeRole");
    assertThat(stage.world.aws().sessions(next).getLast().dateEnd()).isEqualTo(END.plus(HALF));
    assertThat(stage.issue(Samples.BOB, old)).isInstanceOf(IssueSession.Outcome.NotYours.class);
  }

  @Test
  void aChainIsFollowedToItsEnd() {
    GrantId last = old;
    for (int i = 1; i <= 3; i++) {
      GrantId next = stage.approved(extended(last, HALF));
      stage.start(next);
      stage.until(stage.world.now(last).terms().endsAt());
      stage.start(next);
      last = next;
    }
    GrantId third = last;
    assertThat(stage.issue(Samples.ALICE, old))
        .isInstanceOfSatisfying(
            IssueSession.Outcome.Issued.class,
            issued -> assertThat(issued.grant()).isEqualTo(third));
    assertThat(stage.found(third.request()).request().submission().continues())
        .contains(
            new Continuation(
                stage.found(third.request()).request().submission().continues().orElseThrow().of(),
                HOUR.plus(HALF).plus(HALF),
                3));
  }

  @Test
  void theLongestIsForTheWholeChain() {
    stage.world.policy(
        usual.developers(
            SamplePolicy.approval(SamplePolicy.set("leads", 1, Samples.LEADS)),
            new Condition.NoLongerThan(new AccessDuration(HOUR.plus(HALF)))));
    assertThat(extend(old, HALF.plus(Duration.ofMinutes(1))))
        .isInstanceOfSatisfying(
            ExtendGrant.Outcome.Asked.class,
            asked -> assertThat(SteppedWorld.unmet(asked.outcome())).containsExactly("duration"));
    GrantId next = stage.approved(extended(HALF));
    stage.start(next);
    stage.until(END);
    stage.start(next);
    assertThat(extend(next, Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            ExtendGrant.Outcome.Asked.class,
            asked -> assertThat(SteppedWorld.unmet(asked.outcome())).containsExactly("duration"));
  }

  @Test
  void aCapThatIsLoweredMeanwhileHoldsForTheWholeChainToo() {
    GrantId next = stage.approved(extended(HALF));
    stage.start(next);
    stage.world.policy(
        usual.developers(
            SamplePolicy.approval(SamplePolicy.set("leads", 1, Samples.LEADS)),
            new Condition.NoLongerThan(new AccessDuration(HOUR))));
    stage.until(END);
    assertThat(stage.start(next)).isEqualTo(StartGrant.Outcome.NOT_STARTED);
  }

  @Test
  void onlyItsRequesterExtendsItAndOnlyWhileItIsActive() {
    assertThat(extend(Samples.BOB, old, HALF)).isInstanceOf(ExtendGrant.Outcome.NotYours.class);
    assertThat(extend(SteppedWorld.MALLORY, old, HALF))
        .isInstanceOf(ExtendGrant.Outcome.NotFound.class);
    GrantId scheduled = stage.approved(stage.submitted());
    assertThat(extend(scheduled, HALF)).isInstanceOf(ExtendGrant.Outcome.WrongState.class);
    stage.until(END);
    assertThat(extend(old, HALF)).isInstanceOf(ExtendGrant.Outcome.WrongState.class);
    assertThat(stage.count(old.request(), EventType.GRANT_EXTEND_REFUSED)).isEqualTo(2);
  }

  @Test
  void itIsDecidedAnew() {
    stage.world.policy(
        usual.plus(SamplePolicy.rule(new Name("no"), Samples.DEVELOPERS, new Rule.Effect.Deny())));
    assertThat(extend(old, HALF))
        .isInstanceOfSatisfying(
            ExtendGrant.Outcome.Asked.class,
            asked -> assertThat(SteppedWorld.unmet(asked.outcome())).contains("deny"));
    stage.world.policy(usual);
    extended(HALF);
  }

  @Test
  void whatWasRevokedIsNotContinued() {
    GrantId next = stage.approved(extended(HALF));
    stage.start(next);
    stage.revoke(Samples.BOB, old);
    stage.end(old);
    stage.until(END);
    assertThat(stage.start(next)).isEqualTo(StartGrant.Outcome.NOT_STARTED);
    assertThat(stage.world.now(next))
        .isInstanceOfSatisfying(
            Grant.Ending.class,
            ending ->
                assertThat(ending.cause())
                    .isEqualTo(
                        new EndCause.Ineligible(
                            "the grant that it continues, "
                                + old
                                + ", was ended before its time: revoked")));
  }

  @Test
  void aRevokeInTheSecondOfTheChangeOverComesFirstOrIsToldThatItIsLate() {
    Instant just = END.minusMillis(1);
    GrantId begun = stage.approved(extended(HALF));
    stage.start(begun);
    stage.until(END);
    assertThat(stage.start(begun)).isEqualTo(StartGrant.Outcome.STARTED);
    assertThat(stage.world.revoke().revoke(Samples.BOB, old, "enough", just))
        .isInstanceOf(RevokeGrant.Outcome.WrongState.class);
    assertThat(stage.world.withdraw().withdraw(Samples.ALICE, old.request(), just))
        .isInstanceOf(WithdrawRequest.Outcome.WrongState.class);
    assertThat(stage.count(old.request(), EventType.GRANT_ENDING)).isEqualTo(1);
    assertThat(stage.end(old)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(stage.count(old.request(), EventType.GRANT_ENDING)).isEqualTo(1);
    assertThat(stage.world.now(old))
        .isInstanceOfSatisfying(
            Grant.Ended.class, ended -> assertThat(ended.cause()).isEqualTo(new EndCause.Time()));
  }

  @Test
  void aRevokeInTheSecondBeforeTheChangeOverComesFirst() {
    GrantId next = stage.approved(extended(HALF));
    stage.start(next);
    stage.until(END);
    assertThat(stage.world.revoke().revoke(Samples.BOB, old, "enough", END.minusMillis(1)))
        .isInstanceOf(RevokeGrant.Outcome.Done.class);
    assertThat(stage.start(next)).isEqualTo(StartGrant.Outcome.NOT_STARTED);
  }

  @Test
  void anApprovalThatComesLateStartsItThen() {
    RequestId id = extended(HALF);
    Instant late = END.plus(Duration.ofMinutes(10));
    stage.until(late);
    GrantId next = stage.approved(id);
    assertThat(stage.start(next)).isEqualTo(StartGrant.Outcome.STARTED);
    assertThat(stage.world.now(next).terms().endsAt()).isEqualTo(late.plus(HALF));
    assertThat(stage.issue(Samples.ALICE, old)).isInstanceOf(IssueSession.Outcome.Issued.class);
  }

  @Test
  void aSecondContinuationIsTakenWhenTheFirstIsTakenBack() {
    GrantId first = stage.approved(extended(HALF));
    GrantId second = stage.approved(extended(HALF));
    stage.start(first);
    stage.start(second);
    assertThat(stage.found(old.request()).continuedBy()).contains(first);
    stage.world.withdraw().withdraw(Samples.ALICE, first.request(), stage.now());
    stage.until(END);
    stage.start(second);
    assertThat(stage.found(old.request()).continuedBy()).contains(second);
    assertThat(stage.issue(Samples.ALICE, old)).isInstanceOf(IssueSession.Outcome.Issued.class);
  }

  @Test
  void theSameKeyGivesTheSameRequestEvenWhenTheGrantIsOver() {
    Optional<String> key = Optional.of("key");
    ExtendGrant.Outcome first =
        stage.world.extend().extend(Samples.ALICE, more(old, HALF), key, stage.now());
    assertThat(first)
        .isInstanceOfSatisfying(
            ExtendGrant.Outcome.Asked.class,
            asked ->
                assertThat(asked.outcome()).isInstanceOf(SubmitRequest.Outcome.Submitted.class));
    stage.until(END);
    assertThat(stage.world.extend().extend(Samples.ALICE, more(old, HALF), key, stage.now()))
        .isInstanceOfSatisfying(
            ExtendGrant.Outcome.Asked.class,
            asked ->
                assertThat(asked.outcome()).isInstanceOf(SubmitRequest.Outcome.Repeated.class));
  }

  @Test
  void explainingWritesNothing() {
    stage.faults.clear();
    assertThat(stage.world.extend().explain(Samples.ALICE, more(old, HALF), stage.now()))
        .isInstanceOfSatisfying(
            ExtendGrant.Outcome.Explained.class,
            explained -> assertThat(explained.assessment()).isInstanceOf(Assessment.Fits.class));
    assertThat(stage.faults.calls()).containsExactly("store.load", "policy.current");
  }

  private ExtendGrant.Outcome extend(GrantId grant, Duration length) {
    return extend(Samples.ALICE, grant, length);
  }

  private ExtendGrant.Outcome extend(Principal who, GrantId grant, Duration length) {
    return stage.world.extend().extend(who, more(grant, length), Optional.empty(), stage.now());
  }

  private RequestId extended(Duration length) {
    return extended(old, length);
  }

  private RequestId extended(GrantId grant, Duration length) {
    return switch (extend(grant, length)) {
      case ExtendGrant.Outcome.Asked(SubmitRequest.Outcome.Submitted(AccessCase created, _)) ->
          created.id();
      case ExtendGrant.Outcome other -> throw new AssertionError(other);
    };
  }

  private static ExtendGrant.More more(GrantId grant, Duration length) {
    return new ExtendGrant.More(
        grant,
        new AccessDuration(length),
        Optional.of(Use.INCIDENT),
        Optional.empty(),
        "not done yet");
  }
}
