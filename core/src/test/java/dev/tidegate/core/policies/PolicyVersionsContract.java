package dev.tidegate.core.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.Samples;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [PolicyVersions] keeps to.
public abstract class PolicyVersionsContract {
  private PolicyVersions versions = new InMemoryPolicyVersions();

  /// Returns versions of which none was ever pushed.
  protected abstract PolicyVersions emptyVersions() throws Exception;

  /// Returns the versions of this test.
  protected final PolicyVersions versions() {
    return versions;
  }

  @BeforeEach
  void prepare() throws Exception {
    versions = emptyVersions();
  }

  @Test
  void nothingIsCurrentUntilSomethingIsPushed() {
    assertThat(versions.current()).isEmpty();
    assertThat(versions.history(PageRequest.first(10)).items()).isEmpty();
    assertThat(versions.file(PolicyHash.of(bytes("one")))).isEmpty();
    PolicyVersions.Version first = push("one");
    assertThat(versions.current()).contains(first);
    assertThat(versions.file(first.hash()).orElseThrow()).isEqualTo(bytes("one"));
    assertThat(versions.file(PolicyHash.of(bytes("two")))).isEmpty();
  }

  @Test
  void anEarlierVersionStaysAndCanBeCurrentAgain() {
    PolicyVersions.Version first = push("one");
    PolicyVersions.Version second = push("two");
    assertThat(versions.current()).contains(second);
    PolicyVersions.Version third = push("one");
    assertThat(versions.current()).contains(third);
    assertThat(third.hash()).isEqualTo(first.hash());
    assertThat(third.number()).isEqualTo(3);
    assertThat(versions.file(second.hash()).orElseThrow()).isEqualTo(bytes("two"));
  }

  @Test
  void aPushOverWhatIsNoLongerCurrentChangesNothing() {
    PolicyVersions.Version first = push("one");
    PolicyVersions.Version second = push("two");
    assertThat(makeCurrent("three", Optional.of(first))).isFalse();
    assertThat(makeCurrent("three", Optional.empty())).isFalse();
    assertThat(versions.current()).contains(second);
    assertThat(versions.history(PageRequest.first(10)).items()).hasSize(2);
    assertThat(makeCurrent("three", Optional.of(second))).isTrue();
  }

  @Test
  void aFirstPushOverSomethingThatNeverWasChangesNothing() {
    AuditEvent event = event(ChainHead.START, "one");
    PolicyVersions.Version never = version(bytes("none"), event);
    assertThat(makeCurrent("one", Optional.of(never))).isFalse();
    assertThat(versions.current()).isEmpty();
    assertThat(makeCurrent("one", Optional.empty())).isTrue();
  }

  @Test
  void theLargestFileIsKeptByteForByte() {
    byte[] file = new byte[PushPolicy.MOST_BYTES];
    new Random(20260301).nextBytes(file);
    AuditEvent event = event(ChainHead.START, "large");
    PolicyVersions.Version version = version(file, event);
    assertThat(versions.makeCurrent(version, file, Optional.empty(), Optional.empty(), event))
        .isTrue();
    assertThat(versions.file(version.hash()).orElseThrow()).isEqualTo(file);
  }

  @Test
  void aCompactFormIsKeptBesideTheFileAndTheNextVersionMayHaveNone() {
    byte[] compact = new byte[PushPolicy.MOST_BYTES];
    new Random(20260302).nextBytes(compact);
    AuditEvent event = event(ChainHead.START, "one");
    PolicyVersions.Compact named = PolicyVersions.Compact.of(7, compact);
    PolicyVersions.Version version =
        new PolicyVersions.Version(
            1,
            PolicyHash.of(bytes("one")),
            event.at(),
            event.actorLabel(),
            Optional.of(named),
            event.head());
    assertThat(
            versions.makeCurrent(
                version, bytes("one"), Optional.of(compact), Optional.empty(), event))
        .isTrue();
    assertThat(versions.current()).contains(version);
    assertThat(versions.compact(version.hash(), named).orElseThrow()).isEqualTo(compact);
    assertThat(versions.file(version.hash()).orElseThrow()).isEqualTo(bytes("one"));
    assertThat(versions.compact(version.hash(), PolicyVersions.Compact.of(7, bytes("other"))))
        .isEmpty();
    assertThat(push("two").compact()).isEmpty();
  }

  @Test
  void anEmptyFileIsKept() {
    PolicyVersions.Version version = push("");
    assertThat(versions.file(version.hash()).orElseThrow()).isEmpty();
  }

  @Test
  void theHistoryIsNewestFirstPagedAndChained() {
    for (int i = 1; i <= 25; i++) {
      push("file " + i);
    }
    List<AuditEvent> all = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(10));
    int pages = 0;
    while (next.isPresent()) {
      Page<AuditEvent> page = versions.history(next.get());
      all.addAll(page.items());
      next = page.next().map(cursor -> new PageRequest(10, Optional.of(cursor)));
      pages++;
    }
    assertThat(pages).isEqualTo(3);
    assertThat(all).hasSize(25);
    assertThat(all.getFirst().details()).containsEntry("file", "file 25");
    assertThat(
            AuditEvent.firstBreak(
                "policy", all.reversed(), versions.current().orElseThrow().head()))
        .isEmpty();
  }

  @Test
  void aCursorThatIsNoneIsRefused() {
    push("one");
    for (String text : List.of("", "x", "before", "bm90IGEgY3Vyc29y")) {
      PageRequest page = new PageRequest(1, Optional.of(new PageCursor(text)));
      assertThatThrownBy(() -> versions.history(page))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("page: a cursor of this list expected");
    }
  }

  @Test
  void ofTenWhoPushOverTheSameVersionOneWins() throws Exception {
    PolicyVersions.Version first = push("one");
    List<Callable<Boolean>> pushes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String file = "file " + i;
      pushes.add(() -> makeCurrent(file, Optional.of(first)));
    }
    List<Boolean> won = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(pushes.size())) {
      for (Future<Boolean> result : threads.invokeAll(pushes)) {
        won.add(result.get());
      }
    }
    assertThat(won).containsOnlyOnce(true);
    assertThat(versions.current().orElseThrow().number()).isEqualTo(2);
    assertThat(versions.history(PageRequest.first(10)).items()).hasSize(2);
  }

  private PolicyVersions.Version push(String file) {
    assertThat(makeCurrent(file, versions.current())).isTrue();
    return versions.current().orElseThrow();
  }

  private boolean makeCurrent(String file, Optional<PolicyVersions.Version> over) {
    AuditEvent event = event(over.map(PolicyVersions.Version::head).orElse(ChainHead.START), file);
    return versions.makeCurrent(
        version(bytes(file), event), bytes(file), Optional.empty(), over, event);
  }

  private static PolicyVersions.Version version(byte[] file, AuditEvent event) {
    return new PolicyVersions.Version(
        event.seq(),
        PolicyHash.of(file),
        event.at(),
        event.actorLabel(),
        Optional.empty(),
        event.head());
  }

  private static AuditEvent event(ChainHead head, String file) {
    Instant at = Samples.T0.plus(Duration.ofMinutes(head.seq()));
    return AuditEvent.after(
        head, "policy", at, EventType.POLICY_PUSHED, Samples.SAM.actor(), Map.of("file", file));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
