package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.Deeds;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.activity.ActivityFinding;
import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.activity.ActivityStore;
import dev.tidegate.core.activity.ActivitySummary;
import dev.tidegate.core.drift.DriftRun;
import dev.tidegate.core.golden.GoldenFolder;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.AuditLog;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.Checkpoint;
import dev.tidegate.core.record.CheckpointLeaf;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.MerkleTree;
import dev.tidegate.core.record.SignedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every item that is written to a table, in the transaction that writes it.
class GoldenItemsTest {
  private final GoldenFolder golden = new GoldenFolder("items");
  private final WrittenItems client = new WrittenItems();

  @Test
  void itemsAreWrittenAsTheyWere() {
    cases();
    refusals();
    chains();
    policy();
    checkpoints();
    activity();
    golden.check();
  }

  /// The last change of each story: the ones before it are the last of others.
  private void cases() {
    DynamoCaseStore store = new DynamoCaseStore(client, "table", "watch", "ledger");
    new TreeMap<>(CaseScenario.everyState(1))
        .forEach(
            (state, story) -> {
              story.changes().forEach(change -> store.commit(change));
              golden.add("cases.txt", state, client.lastWrite());
            });
  }

  private void refusals() {
    DynamoCaseStore store = new DynamoCaseStore(client, "table", "watch", "ledger");
    store.recordRefusal(
        new Refusal(
            Samples.ALICE,
            EventType.REQUEST_REFUSED,
            Optional.of(Samples.id(1)),
            new TreeMap<>(Map.of("why", "no rule \"fits\"\n→")),
            Samples.T0));
    golden.add("others.txt", "a refusal", client.text());
  }

  private void chains() {
    DynamoAuditLog chain = new DynamoAuditLog(client, "table", "ledger", "policies");
    Actor actor = new Actor.Function("policies");
    List<AuditLog.Entry> entries =
        List.of(
            new AuditLog.Entry(EventType.POLICY_PUSH_REFUSED, Map.of("findings", "1")),
            new AuditLog.Entry(EventType.POLICY_PUSH_REFUSED, Map.of("findings", "2")));
    chain.append(entries, actor, Samples.T0);
    golden.add("others.txt", "a function's chain", client.text());
    chain.appendOnce("key", entries, actor, Samples.T0);
    golden.add("others.txt", "a function's chain, once", client.text());
    DynamoDriftStore notes = new DynamoDriftStore(client, "table");
    notes.save(
        new DriftRun(
            "run-0000000001",
            1,
            Samples.T0,
            2,
            Optional.of("222222222222"),
            new DriftRun.Totals(1, 2, 3, 4, 5, 6),
            true));
    golden.add("others.txt", "a check", client.text());
    notes.see("222222222222", Optional.empty(), Map.of("trust", "x", "boundary", "y"));
    golden.add("others.txt", "what a check saw", client.text());
  }

  private void policy() {
    byte[] file = "version: 1\n".getBytes(StandardCharsets.UTF_8);
    AuditEvent event =
        AuditEvent.after(
            ChainHead.START,
            "policy",
            Samples.T0,
            EventType.POLICY_PUSHED,
            Samples.SAM.actor(),
            Map.of("hash", PolicyHash.of(file).hex()));
    new DynamoPolicyVersions(client, "table", "ledger")
        .makeCurrent(
            new PolicyVersions.Version(
                1,
                PolicyHash.of(file),
                Samples.T0,
                "sam",
                Optional.of(PolicyVersions.Compact.of(3, file)),
                event.head()),
            file,
            Optional.of(file),
            Optional.empty(),
            event);
    golden.add("others.txt", "a version of the policy", client.text());
  }

  private void checkpoints() {
    AuditEvent event =
        AuditEvent.after(
            ChainHead.START,
            "policy",
            Samples.T0,
            EventType.POLICY_PUSHED,
            Samples.SAM.actor(),
            Map.of());
    List<CheckpointLeaf> leaves = List.of(CheckpointLeaf.of(event));
    Checkpoint checkpoint =
        new Checkpoint(
            1,
            Samples.T0,
            Samples.T0.plusSeconds(300),
            1,
            MerkleTree.root(leaves),
            ChainHead.START.hash(),
            List.of("policy 1"));
    new DynamoCheckpoints(client, "ledger")
        .add(checkpoint, SignedCheckpoint.of(checkpoint.statement(), new byte[] {1, 2, 3}, leaves));
    golden.add("others.txt", "a checkpoint", client.text());
  }

  private void activity() {
    GrantId grant = GrantId.of(Samples.id(1));
    DynamoActivityStore store = new DynamoActivityStore(client, "activity", Duration.ofDays(400));
    ActivityRecord done = Deeds.issued(grant, "e-1", Samples.T0);
    ActivityRecord refused =
        Deeds.answered(
            Deeds.call(grant, "e-2", "iam:CreateUser", Samples.T0.plusSeconds(1)),
            ActivityRecord.Outcome.OUTSIDE);
    ActivitySummary summary =
        ActivitySummary.NONE
            .plus(done)
            .plus(refused)
            .plus(new ActivityFinding(EventType.ACTIVITY_OUTSIDE_BOUNDARY, "refused", Map.of()));
    store.append(
        new ActivityStore.Entry(grant, 0, summary, List.of(done, refused), List.of("e-3")),
        Samples.T0);
    golden.add("others.txt", "activity", client.text());
    store.sighted(Deeds.session(grant), 3, Samples.T0);
    golden.add("others.txt", "a session that nobody knows", client.text());
    store.lookAgain(grant, Samples.T0);
    golden.add("others.txt", "a reminder", client.text());
  }
}
