package dev.tidegate.core.access.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Caller;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SteppedWorld;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.Wire;
import dev.tidegate.core.access.WiredStore;
import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.access.request.WithdrawRequest;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.record.EventType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whoever is told no again and again fills neither the record nor somebody else's case.
class RefusalFloodTest {
  private final SteppedWorld stage = new SteppedWorld();

  @Test
  void whatAStrangerTriesIsOnRecordAndLeavesTheCaseAsItIs() {
    GrantId grant = stage.active();
    AccessCase before = stage.found(grant.request());
    for (int i = 0; i < 10; i++) {
      assertThat(stage.approve(SteppedWorld.MALLORY, grant.request()))
          .isInstanceOf(ReviewRequest.Outcome.NotFound.class);
      assertThat(stage.issue(SteppedWorld.MALLORY, grant))
          .isInstanceOf(IssueSession.Outcome.NotFound.class);
      assertThat(stage.revoke(SteppedWorld.MALLORY, grant))
          .isInstanceOf(RevokeGrant.Outcome.NotFound.class);
      assertThat(
              stage.world.withdraw().withdraw(SteppedWorld.MALLORY, grant.request(), stage.now()))
          .isInstanceOf(WithdrawRequest.Outcome.NotFound.class);
    }
    assertThat(stage.found(grant.request())).isEqualTo(before);
    assertThat(stage.world.cases().refusals())
        .hasSize(8)
        .allSatisfy(
            event -> assertThat(event.details()).containsEntry("request", grant.request().text()));
  }

  @Test
  void aLoopThatAsksForCredentialsAfterTheEndLeavesOneEventInTheCase() {
    GrantId grant = stage.active();
    stage.pass(Duration.ofHours(1));
    long version = stage.found(grant.request()).version();
    for (int i = 0; i < 1000; i++) {
      assertThat(stage.issue(Samples.ALICE, grant))
          .isInstanceOf(IssueSession.Outcome.WrongState.class);
      stage.pass(Duration.ofSeconds(1));
    }
    assertThat(stage.count(grant.request(), EventType.SESSION_REFUSED)).isEqualTo(1);
    assertThat(stage.found(grant.request()).version()).isEqualTo(version + 1);
    assertThat(stage.world.cases().refusals())
        .extracting(event -> event.details().get("count"))
        .containsExactly("10", "100", "1000");
  }

  @Test
  void aRefusalThatLosesAgainstAnotherChangeIsRecordedOutsideOfTheCase() {
    RequestId id = stage.submitted();
    AccessCase stale = stage.found(id);
    stage.approve(Samples.BOB, id);
    AccessCase now = stage.found(id);
    assertThat(
            new CaseRunner(stage.world.cases())
                .run(
                    () ->
                        new Caller(Samples.ALICE, new Visibility(Samples.SECURITY))
                            .refused(
                                stale,
                                EventType.REVIEW_REFUSED,
                                Map.of("why", "nobody answers their own request"),
                                "no",
                                stage.now())))
        .isEqualTo("no");
    assertThat(stage.found(id)).isEqualTo(now);
    assertThat(stage.world.cases().refusals()).hasSize(1);
  }

  @Test
  void whoeverKeepsTheCaseBusyDoesNotKeepAnApproverOut() {
    RequestId id = stage.submitted();
    String hash = stage.found(id).request().submission().hash();
    int[] others = {0};
    CaseStore busy =
        new WiredStore(stage.world.cases(), Wire.CLEAR) {
          @Override
          public boolean commit(CaseChange change) {
            return others[0]++ >= 30 && super.commit(change);
          }
        };
    ReviewRequest review =
        new ReviewRequest(
            busy,
            () -> stage.world.policy().load(),
            new FakeDocuments(),
            new Visibility(Samples.SECURITY));
    assertThat(
            review.review(
                Samples.BOB,
                new ReviewRequest.Answer(id, hash, Verdict.APPROVE, Optional.empty()),
                stage.now()))
        .isInstanceOf(ReviewRequest.Outcome.Recorded.class);
    assertThat(stage.found(id).request().submission().decision())
        .isInstanceOf(Decision.NeedsApproval.class);
    assertThat(stage.found(id).state()).isEqualTo(CaseState.SCHEDULED);
  }
}
