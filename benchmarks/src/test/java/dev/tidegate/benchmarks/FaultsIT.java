package dev.tidegate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.grant.AccessProbe;
import dev.tidegate.core.access.grant.GrantDispatcher;
import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.access.grant.ProbeGrant;
import dev.tidegate.core.access.grant.SweepGrants;
import dev.tidegate.core.access.store.CaseHistory;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// The whole life of a grant over the real adapters and under enforced IAM, with one AWS call of it
/// going wrong: each call, in each of four ways. People try again, the sweep comes; access is gone
/// at the end, the record is whole, nothing is stuck and nothing is left over.
///
/// Time is a parameter, so half an hour passes at once, and the date condition, which AWS holds
/// against its own clock, is never what ends access here: the Deny has to.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
  private static final String TABLES = "faults";

  private final Path root = Path.of(System.getProperty("tidegate.root"));
  private LocalAws aws;
  private Access access;

  /// What is asked for, and whether a human ends it early.
  private enum Life {
    SESSION(true, false),
    REVOKED_SESSION(true, true),
    TEMPORARY_POLICY(false, false);

    private final boolean session;
    private final boolean revoked;

    Life(boolean session, boolean revoked) {
      this.session = session;
      this.revoked = revoked;
    }
  }

  @BeforeAll
  void start() throws IOException {
    aws = LocalAws.start(root, Progress.quiet());
    Laptop.prepare(aws);
    Laptop.tables(aws, TABLES);
    access = new Access(aws);
    verbs().pushPolicy("", root, Instant.now());
  }

  @AfterAll
  void stop() {
    access.close();
    aws.close();
  }

  @TestFactory
  Stream<DynamicTest> nothingOutlivesItsEndWhicheverCallGoesWrong() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Life life : Life.values()) {
      new Run(life).live();
      Run clean = new Run(life);
      List<String> calls = Calls.of(clean::live);
      clean.check();
      assertThat(access.schedules(clean.grant)).hasSize(life.revoked ? 0 : 1);
      Set<String> seen = new HashSet<>();
      for (int at = 0; at < calls.size(); at++) {
        // What the sweep does again and again is tried once.
        String place = (at == 0 ? "" : calls.get(at - 1)) + calls.get(at);
        if (seen.add(place)) {
          for (Mishap how : Mishap.values()) {
            Calls.Strike strike = new Calls.Strike(at, how);
            tests.add(
                DynamicTest.dynamicTest(
                    life + ": " + how + " at " + at + " " + calls.get(at),
                    () -> {
                      Run run = new Run(life);
                      Assumptions.assumeTrue(Calls.struck(strike, run::live));
                      run.check();
                    }));
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(200);
    return tests.stream();
  }

  private Verbs verbs() {
    return new Verbs(aws, TABLES, probe -> terms -> ask(probe, terms));
  }

  /// What `end-grant` has `sessions` do.
  private static AccessProbe.Answer ask(ProbeGrant probe, GrantTerms terms) {
    return switch (probe.probe(terms.id(), terms.endsAt()).orElseThrow()) {
      case REFUSED -> new AccessProbe.Answer.Refused(Instant.now());
      case ALLOWED -> new AccessProbe.Answer.StillAllowed();
      case INCONCLUSIVE -> new AccessProbe.Answer.Inconclusive();
    };
  }

  /// One life, by functions that have just started.
  private final class Run implements GrantDispatcher {
    private final Life life;
    private final Verbs verbs = verbs();
    private final SweepGrants sweep = new SweepGrants(verbs.store, this);
    private final String key = "run-" + System.nanoTime();
    private final RequestId id = RequestId.of(Verbs.ALICE.id(), key);
    private final GrantId grant = GrantId.of(id);
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private Optional<Credentials> issued = Optional.empty();
    private boolean hadAccess;
    private boolean hasAccess = true;

    Run(Life life) {
      this.life = life;
    }

    void live() {
      again(
          () ->
              verbs.submitted(
                  life.session ? Verbs.read("30m") : Verbs.hotfix(), Optional.of(key), now));
      again(() -> verbs.approved(verbs.store.load(id).orElseThrow(), now));
      again(() -> verbs.start.start(grant, now));
      now = now.plus(Duration.ofMinutes(5));
      sweeps(1);
      Instant end =
          Calls.aside(() -> verbs.store.load(id).orElseThrow())
              .grant()
              .orElseThrow()
              .terms()
              .endsAt();
      now = end.minus(Duration.ofMinutes(2));
      if (life.session) {
        again(this::issue);
      }
      hadAccess = Calls.aside(() -> access.of(issued));
      if (life.revoked) {
        again(() -> verbs.revoke.revoke(Verbs.BOB, grant, "enough", now));
        again(() -> verbs.end.end(grant, now));
      } else {
        now = end;
      }
      sweeps(3);
      hasAccess = Calls.aside(() -> access.of(issued));
      now = now.plus(Duration.ofMinutes(70));
      sweeps(3);
    }

    private void issue() {
      if (verbs.issue.credentials(Verbs.ALICE, grant, now)
          instanceof IssueSession.Outcome.Issued made) {
        issued = Optional.of(made.credentials());
      } else {
        throw new AssertionError("not issued");
      }
    }

    void check() {
      assertThat(hadAccess).as("while it lived").isTrue();
      assertThat(hasAccess).as("after its end").isFalse();
      CaseHistory history = verbs.store.history(id).orElseThrow();
      assertThat(history.current().grant())
          .containsInstanceOf(Grant.Ended.class)
          .hasValueSatisfying(
              ended ->
                  assertThat(((Grant.Ended) ended).cut())
                      .isInstanceOfAny(Revocation.Nothing.class, Revocation.Removed.class));
      assertThat(AuditEvent.firstBreak(id.text(), history.events(), history.current().head()))
          .isEmpty();
      assertThat(verbs.store.due(now.plus(Duration.ofHours(1)), 10)).doesNotContain(id);
      assertThat(access.leftOver(grant)).isEmpty();
      // One that was not removed fires at the original end, and finds an Ended grant.
      assertThat(access.schedules(grant)).hasSizeLessThanOrEqualTo(1);
    }

    /// Calls again until it is answered, as people and AWS do.
    private void again(Runnable call) {
      for (int tries = 0; tries < 3; tries++) {
        try {
          call.run();
          return;
        } catch (Fault fault) {
          now = now.plusSeconds(20);
        }
      }
      throw new AssertionError("one fault, and three tries did not do");
    }

    private void sweeps(int times) {
      for (int i = 0; i < times; i++) {
        try {
          sweep.sweep(now, 10);
        } catch (Fault fault) {
          // The next one comes in five minutes.
        }
        now = now.plus(Duration.ofMinutes(5));
      }
    }

    @Override
    public void start(GrantId due) {
      asynchronously(() -> verbs.start.start(due, now));
    }

    @Override
    public void end(GrantId due) {
      asynchronously(() -> verbs.end.end(due, now));
    }

    private void asynchronously(Runnable call) {
      try {
        call.run();
      } catch (Fault fault) {
        // Who handed it over hears nothing of it.
      }
    }
  }
}
