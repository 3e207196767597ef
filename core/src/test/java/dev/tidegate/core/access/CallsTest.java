package dev.tidegate.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every verb's calls, counted and in order: what a crash after each leaves behind follows from
/// this list, and so does what a verb costs.
class CallsTest {
  private final SteppedWorld stage = new SteppedWorld();
  private GrantId grant = GrantId.of(Samples.id(0));

  @BeforeEach
  void aGrantIsActive() {
    grant = stage.active();
  }

  @Test
  void submitReadsThePolicyAndWritesOnce() {
    calls(() -> stage.submitted(), "policy.current", "store.commit");
  }

  @Test
  void aRefusedSubmitReadsThePolicyAndWritesOnce() {
    calls(
        () ->
            stage.submit(
                SteppedWorld.MALLORY, SteppedWorld.ask(SamplePolicy.READ, Duration.ofHours(1))),
        "policy.current",
        "store.recordRefusal");
  }

  @Test
  void aRepeatedSubmitReadsOnceMore() {
    submitWithKey();
    calls(this::submitWithKey, "policy.current", "store.commit", "store.load");
  }

  @Test
  void anApprovalReadsCaseAndPolicyAndWritesOnce() {
    RequestId id = stage.submitted();
    calls(() -> stage.approve(Samples.BOB, id), "store.load", "policy.current", "store.commit");
  }

  @Test
  void startSchedulesTheEndBeforeItSaysActive() {
    GrantId scheduled = stage.approved(stage.submitted());
    calls(() -> stage.start(scheduled), "store.load", "scheduler.ensure", "store.commit");
  }

  @Test
  void startSchedulesTheEndThenAttachesThenSaysActive() {
    GrantId scheduled =
        stage.approved(stage.submitted(Samples.ALICE, SamplePolicy.DEPLOY, Duration.ofHours(1)));
    calls(
        () -> stage.start(scheduled),
        "store.load",
        "scheduler.ensure",
        "iam.attach",
        "store.commit");
  }

  @Test
  void issueRecordsBeforeItMints() {
    calls(
        () -> stage.issue(Samples.ALICE, grant),
        "store.load",
        "policy.current",
        "store.commit",
        "sts.assumeRole");
    calls(
        () -> stage.world.issue().consoleUrl(Samples.ALICE, grant, stage.now()),
        "store.load",
        "policy.current",
        "store.commit",
        "sts.assumeRole",
        "signin.url");
  }

  @Test
  void revokeReadsAndWritesOnce() {
    calls(() -> stage.revoke(Samples.BOB, grant), "store.load", "store.commit");
  }

  @Test
  void anEarlyEndCutsThenSaysEndedThenRemovesItsSchedule() {
    stage.session(grant);
    stage.revoke(Samples.BOB, grant);
    calls(() -> stage.end(grant), "store.load", "iam.cut", "store.commit", "scheduler.remove");
  }

  @Test
  void aNaturalEndCutsWhatIsLiveThenSaysEnded() {
    stage.passMinutes(55);
    stage.session(grant);
    stage.passMinutes(5);
    calls(() -> stage.end(grant), "store.load", "iam.cut", "store.commit");
    calls(() -> stage.end(grant), "store.load");
    stage.pass(Duration.ofHours(1));
    calls(() -> stage.end(grant), "store.load", "iam.removeCut", "store.commit");
  }

  @Test
  void theEndOfATemporaryPolicyDetachesThenSaysEnded() {
    GrantId temporary = stage.active(Samples.ALICE, SamplePolicy.DEPLOY, Duration.ofHours(1));
    stage.pass(Duration.ofHours(1));
    calls(() -> stage.end(temporary), "store.load", "iam.detach", "store.commit");
  }

  @Test
  void withdrawReadsAndWritesOnce() {
    calls(
        () -> stage.world.withdraw().withdraw(Samples.ALICE, grant.request(), stage.now()),
        "store.load",
        "store.commit");
  }

  @Test
  void showIsOneRead() {
    calls(() -> stage.world.read().show(Samples.ALICE, grant.request(), 0), "store.events");
  }

  @Test
  void aSweepHandsOverAndPutsOff() {
    stage.pass(Duration.ofHours(1));
    calls(
        () -> stage.world.sweep().sweep(stage.now(), 10),
        "store.due",
        "store.load",
        "handover.end",
        "store.defer");
  }

  private void calls(Runnable verb, String... expected) {
    stage.faults.clear();
    verb.run();
    assertThat(stage.faults.calls()).containsExactly(expected);
  }

  private void submitWithKey() {
    stage
        .world
        .submit()
        .submit(
            Samples.ALICE,
            SteppedWorld.ask(SamplePolicy.READ, Duration.ofHours(1)),
            Optional.of("key"),
            stage.now());
  }
}
