package dev.tidegate.core.access.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.FakeAws;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.request.WithdrawRequest;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RevokeAndWithdrawTest {
  private final SteppedWorld stage = new SteppedWorld();

  @Test
  void anApproverOrSecurityRevokesAndTheReasonIsKept() {
    GrantId grant = stage.active();
    assertThat(stage.revoke(Samples.BOB, grant)).isInstanceOf(RevokeGrant.Outcome.Done.class);
    assertThat(((Grant.Ending) stage.world.now(grant)).cause())
        .isEqualTo(new EndCause.Revoked(Samples.BOB.actor(), "enough"));
    assertThat(stage.world.cases().watch(grant).orElseThrow().ending()).isTrue();
    assertThat(stage.revoke(Samples.SAM, stage.active()))
        .isInstanceOf(RevokeGrant.Outcome.Done.class);
  }

  @Test
  void nobodyElseRevokes() {
    GrantId grant = stage.active();
    assertThat(stage.revoke(Samples.ALICE, grant)).isInstanceOf(RevokeGrant.Outcome.NotYours.class);
    assertThat(stage.revoke(Samples.DAVE, grant)).isInstanceOf(RevokeGrant.Outcome.NotFound.class);
    assertThat(stage.revoke(Samples.SAM, GrantId.of(stage.submitted())))
        .isInstanceOf(RevokeGrant.Outcome.NotFound.class);
    assertThat(stage.count(grant.request(), EventType.GRANT_REVOKE_REFUSED)).isEqualTo(1);
    assertThat(stage.world.cases().refusals()).hasSize(1);
    assertThat(stage.world.now(grant)).isInstanceOf(Grant.Active.class);
  }

  @Test
  void revokingTwiceGivesTheFirstAnswerAndOneEvent() {
    GrantId grant = stage.active();
    stage.revoke(Samples.BOB, grant);
    assertThat(stage.revoke(Samples.SAM, grant)).isInstanceOf(RevokeGrant.Outcome.Done.class);
    stage.end(grant);
    assertThat(stage.revoke(Samples.BOB, grant)).isInstanceOf(RevokeGrant.Outcome.Done.class);
    assertThat(stage.count(grant.request(), EventType.GRANT_REVOKED)).isEqualTo(1);
    assertThat(((Grant.Ended) stage.world.now(grant)).cause())
        .isEqualTo(new EndCause.Revoked(Samples.BOB.actor(), "enough"));
  }

  @Test
  void whatIsOverCannotBeRevoked() {
    GrantId grant = stage.active();
    stage.passMinutes(60);
    assertThat(stage.revoke(Samples.BOB, grant)).isInstanceOf(RevokeGrant.Outcome.WrongState.class);
    stage.end(grant);
    assertThat(stage.revoke(Samples.BOB, grant)).isInstanceOf(RevokeGrant.Outcome.WrongState.class);
    assertThat(stage.count(grant.request(), EventType.GRANT_REVOKE_REFUSED)).isEqualTo(1);
  }

  @Test
  void revokingBeforeItStartedLeavesItNeverGiven() {
    GrantId grant = stage.approved(stage.submitted());
    stage.revoke(Samples.BOB, grant);
    assertThat(stage.start(grant)).isEqualTo(StartGrant.Outcome.NOTHING_TO_DO);
    assertThat(stage.end(grant)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(stage.world.aws().givesAfter(grant, Samples.T0)).isEmpty();
  }

  @Test
  void onlyTheRequesterWithdraws() {
    RequestId id = stage.submitted();
    assertThat(withdraw(Samples.BOB, id)).isInstanceOf(WithdrawRequest.Outcome.NotYours.class);
    assertThat(withdraw(Samples.SAM, id)).isInstanceOf(WithdrawRequest.Outcome.NotYours.class);
    assertThat(withdraw(Samples.DAVE, id)).isInstanceOf(WithdrawRequest.Outcome.NotFound.class);
    assertThat(stage.count(id, EventType.REQUEST_WITHDRAW_REFUSED)).isEqualTo(2);
    assertThat(withdraw(Samples.ALICE, id)).isInstanceOf(WithdrawRequest.Outcome.Done.class);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.WITHDRAWN);
    assertThat(stage.found(id).waitsFor()).isEmpty();
    assertThat(withdraw(Samples.ALICE, id)).isInstanceOf(WithdrawRequest.Outcome.Done.class);
    assertThat(stage.count(id, EventType.REQUEST_WITHDRAWN)).isEqualTo(1);
  }

  @Test
  void withdrawingAnActiveGrantEndsIt() {
    GrantId grant = stage.active();
    FakeAws.Session session = stage.session(grant);
    assertThat(withdraw(Samples.ALICE, grant.request()))
        .isInstanceOf(WithdrawRequest.Outcome.Done.class);
    stage.end(grant);
    assertThat(stage.world.aws().allows(session, stage.now())).isFalse();
    assertThat(((Grant.Ended) stage.world.now(grant)).cause())
        .isEqualTo(new EndCause.Withdrawn(Samples.ALICE.actor()));
    assertThat(withdraw(Samples.ALICE, grant.request()))
        .isInstanceOf(WithdrawRequest.Outcome.Done.class);
    assertThat(stage.count(grant.request(), EventType.GRANT_WITHDRAWN)).isEqualTo(1);
  }

  @Test
  void whatWasDeniedOrIsOverCannotBeWithdrawn() {
    RequestId denied = stage.submitted();
    stage.answer(Samples.BOB, denied, Verdict.DENY);
    assertThat(withdraw(Samples.ALICE, denied))
        .isInstanceOf(WithdrawRequest.Outcome.WrongState.class);
    GrantId grant = stage.active();
    stage.pass(Duration.ofHours(1));
    assertThat(withdraw(Samples.ALICE, grant.request()))
        .isInstanceOf(WithdrawRequest.Outcome.WrongState.class);
    assertThat(stage.events(denied).getLast()).isEqualTo(EventType.REQUEST_WITHDRAW_REFUSED);
  }

  private WithdrawRequest.Outcome withdraw(Principal who, RequestId id) {
    return stage.world.withdraw().withdraw(who, id, stage.now());
  }
}
