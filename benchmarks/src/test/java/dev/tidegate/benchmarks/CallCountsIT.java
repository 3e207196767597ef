package dev.tidegate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.AccessProbe;
import dev.tidegate.core.access.grant.GrantDispatcher;
import dev.tidegate.core.access.grant.SweepGrants;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// The AWS calls of each verb, by the real adapters, as the SDK makes them, held against
/// `docs/calls.md`: more calls, or another order, is a change that somebody has to want and to
/// describe there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallCountsIT {
  private static final String TABLES = "calls";
  private static final String SWEPT = "swept";
  private static final String CHECKED = "checked";
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final Path root = Path.of(System.getProperty("tidegate.root"));
  private final DocumentedCalls documented = DocumentedCalls.read(root.resolve("docs/calls.md"));
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Map<String, Supplier<List<String>>> verbs = verbs();

  private LocalAws aws;

  @BeforeAll
  void start() throws IOException {
    aws = LocalAws.start(root, Progress.quiet());
    Laptop.prepare(aws);
    for (String tables : List.of(TABLES, SWEPT, CHECKED)) {
      Laptop.tables(aws, tables);
      fresh(tables).pushPolicy("", root, now);
    }
  }

  @AfterAll
  void stop() {
    aws.close();
  }

  @TestFactory
  Stream<DynamicTest> eachVerbMakesTheCallsThatAreDescribedInTheirOrder() {
    return verbs.entrySet().stream()
        .map(
            verb ->
                DynamicTest.dynamicTest(
                    verb.getKey(),
                    () ->
                        assertThat(verb.getValue().get()).isEqualTo(documented.of(verb.getKey()))));
  }

  @Test
  void noVerbIsDescribedThatIsNotTried() {
    assertThat(documented.verbs()).isEqualTo(verbs.keySet());
  }

  private Map<String, Supplier<List<String>>> verbs() {
    Map<String, Supplier<List<String>>> all = new LinkedHashMap<>();
    all.put(
        "decide for the first time since the function started",
        () -> Calls.of(() -> fresh(TABLES).policies.current()));
    all.put(
        "push a policy",
        () -> {
          Verbs verbs = fresh(TABLES);
          return Calls.of(() -> verbs.pushPolicy("# another\n", root, now));
        });
    all.put("submit", () -> calls(verbs -> submitted(verbs, Verbs.read("30m"))));
    all.put(
        "approve",
        () -> {
          Verbs verbs = warm();
          AccessCase pending = submitted(verbs, Verbs.read("30m"));
          return Calls.of(() -> verbs.approved(pending, now));
        });
    all.put("start a session grant", () -> start(Verbs.read("30m")));
    all.put("start a temporary policy", () -> start(Verbs.hotfix()));
    all.put("make ready a grant that begins later", () -> start(later()));
    all.put("start a grant that begins later", this::startLater);
    all.put(
        "extend",
        () -> {
          Verbs verbs = warm();
          GrantId grant = active(verbs, Verbs.read("30m"));
          return Calls.of(() -> verbs.extended(grant, now));
        });
    all.put("make ready a grant that continues another", () -> continued(false));
    all.put("start a grant that continues another", () -> continued(true));
    all.put("issue under a grant that is continued", this::issueContinued);
    all.put(
        "submit, breaking the glass",
        () -> calls(verbs -> submitted(verbs, Verbs.read("30m").breakingGlass())));
    all.put(
        "look back at a broken glass",
        () -> {
          Verbs verbs = warm();
          AccessCase broken = submitted(verbs, Verbs.read("30m").breakingGlass());
          return Calls.of(() -> verbs.lookedBack(broken, now));
        });
    all.put(
        "issue",
        () -> {
          Verbs verbs = warm();
          GrantId grant = active(verbs, Verbs.read("30m"));
          return Calls.of(() -> verbs.issue.credentials(Verbs.ALICE, grant, now));
        });
    all.put(
        "revoke",
        () -> {
          Verbs verbs = warm();
          GrantId grant = active(verbs, Verbs.read("30m"));
          return Calls.of(() -> verbs.revoke.revoke(Verbs.BOB, grant, "counting", now));
        });
    all.put("end a revoked grant with a live session", this::endRevoked);
    all.put("probe, in sessions", this::probe);
    all.put("end a grant by time with a live session", this::endByTime);
    all.put(
        "end a grant by time without a live session",
        () -> {
          Verbs verbs = warm();
          GrantId grant = active(verbs, Verbs.read("30m"));
          return Calls.of(() -> verbs.end.end(grant, now.plus(HALF_AN_HOUR)));
        });
    all.put(
        "end a temporary policy",
        () -> {
          Verbs verbs = warm();
          GrantId grant = active(verbs, Verbs.hotfix());
          return Calls.of(() -> verbs.end.end(grant, now.plus(HALF_AN_HOUR)));
        });
    all.put("remove a Deny", this::clean);
    all.put("sweep", this::sweep);
    all.put("check one account", this::check);
    all.put("remove a stray policy", this::removeStray);
    all.put(
        "put back a missing Deny",
        () -> {
          Verbs verbs = warm();
          GrantId grant = revokedWithASession(verbs);
          verbs.end.end(grant, now);
          Drift drift = new Drift(aws, TABLES);
          return Calls.of(() -> drift.putBack(grant, now));
        });
    return all;
  }

  private List<String> start(RequestedAccess requested) {
    Verbs verbs = warm();
    AccessCase scheduled = verbs.approved(submitted(verbs, requested), now);
    return Calls.of(() -> verbs.start.start(GrantId.of(scheduled.id()), now));
  }

  private RequestedAccess later() {
    return Verbs.read("30m").startingAt(now.plus(HALF_AN_HOUR));
  }

  private List<String> startLater() {
    Verbs verbs = warm();
    GrantId grant = GrantId.of(verbs.approved(submitted(verbs, later()), now).id());
    verbs.start.start(grant, now);
    return Calls.of(() -> verbs.start.start(grant, now.plus(HALF_AN_HOUR)));
  }

  /// @param begun whether at its start, or before
  private List<String> continued(boolean begun) {
    Verbs verbs = warm();
    GrantId old = active(verbs, Verbs.read("30m"));
    GrantId next = GrantId.of(verbs.approved(verbs.extended(old, now), now).id());
    if (!begun) {
      return Calls.of(() -> verbs.start.start(next, now));
    }
    verbs.start.start(next, now);
    return Calls.of(() -> verbs.start.start(next, now.plus(HALF_AN_HOUR)));
  }

  private List<String> issueContinued() {
    Verbs verbs = warm();
    GrantId old = active(verbs, Verbs.read("30m"));
    GrantId next = GrantId.of(verbs.approved(verbs.extended(old, now), now).id());
    verbs.start.start(next, now);
    Instant then = now.plus(HALF_AN_HOUR);
    verbs.start.start(next, then);
    return Calls.of(() -> verbs.issue.credentials(Verbs.ALICE, old, then));
  }

  private List<String> endRevoked() {
    Verbs verbs = warm();
    GrantId grant = revokedWithASession(verbs);
    return Calls.of(() -> verbs.end.end(grant, now));
  }

  private List<String> probe() {
    Verbs verbs = warm();
    GrantId grant = revokedWithASession(verbs);
    verbs.end.end(grant, now);
    // As `end-grant` asks it: while the grant is not Ended, or its time is over.
    return Calls.of(() -> verbs.probe.probe(grant, now.plus(HALF_AN_HOUR)));
  }

  private List<String> endByTime() {
    Verbs verbs = warm();
    GrantId grant = active(verbs, Verbs.read("30m"));
    verbs.issue.credentials(Verbs.ALICE, grant, now.plusSeconds(60));
    return Calls.of(() -> verbs.end.end(grant, now.plus(HALF_AN_HOUR)));
  }

  private List<String> clean() {
    Verbs verbs = warm();
    GrantId grant = revokedWithASession(verbs);
    verbs.end.end(grant, now);
    Verbs later = warm();
    return Calls.of(() -> later.end.end(grant, now.plus(Duration.ofHours(2))));
  }

  /// With nothing else in the table, after a first sweep that has left its cursor.
  private List<String> sweep() {
    Verbs verbs = fresh(SWEPT);
    Instant then = now.plus(HALF_AN_HOUR);
    SweepGrants sweep = new SweepGrants(verbs.store, new NotedHandover());
    sweep.sweep(then, 10);
    active(verbs, Verbs.read("30m"));
    return Calls.of(() -> sweep.sweep(then, 10));
  }

  /// In an hour of which the window of ended grants touches three, when it was seen before.
  private List<String> check() {
    Instant then = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(45));
    Drift.stray(aws);
    new Drift(aws, CHECKED).check("counting-calls-1", then);
    Drift drift = new Drift(aws, CHECKED);
    return Calls.of(() -> drift.check("counting-calls-2", then));
  }

  private List<String> removeStray() {
    Drift.stray(aws);
    Drift drift = new Drift(aws, CHECKED);
    return Calls.of(() -> drift.remove(now));
  }

  private GrantId revokedWithASession(Verbs verbs) {
    GrantId grant = active(verbs, Verbs.read("30m"));
    verbs.issue.credentials(Verbs.ALICE, grant, now);
    verbs.revoke.revoke(Verbs.BOB, grant, "counting", now);
    return grant;
  }

  private GrantId active(Verbs verbs, RequestedAccess requested) {
    GrantId grant = GrantId.of(verbs.approved(submitted(verbs, requested), now).id());
    verbs.start.start(grant, now);
    return grant;
  }

  private AccessCase submitted(Verbs verbs, RequestedAccess requested) {
    return verbs.submitted(requested, Optional.empty(), now);
  }

  private List<String> calls(Consumer<Verbs> operation) {
    Verbs verbs = warm();
    return Calls.of(() -> operation.accept(verbs));
  }

  /// Verbs that know the current policy, and have assumed no role yet.
  private Verbs warm() {
    Verbs verbs = fresh(TABLES);
    submitted(verbs, Verbs.read("30m"));
    return verbs;
  }

  private Verbs fresh(String tables) {
    return new Verbs(aws, tables, _ -> _ -> asked());
  }

  private static AccessProbe.Answer asked() {
    Calls.note("Lambda.Invoke");
    return new AccessProbe.Answer.Refused(Instant.now());
  }

  private static final class NotedHandover implements GrantDispatcher {
    @Override
    public void start(GrantId grant) {
      Calls.note("Lambda.Invoke");
    }

    @Override
    public void end(GrantId grant) {
      Calls.note("Lambda.Invoke");
    }
  }
}
