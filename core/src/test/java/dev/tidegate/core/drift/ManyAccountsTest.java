package dev.tidegate.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.InMemoryAuditLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A thousand accounts: at once, in parts, with parts that die.
class ManyAccountsTest {
  private static final int ACCOUNTS = 1000;
  private static final String RUN = "a-run-of-tests";
  private static final Duration LONG = Duration.ofMinutes(5);

  private final InMemoryAuditLog ledger = new InMemoryAuditLog("audit");
  private final InMemoryDriftStore notes = new InMemoryDriftStore();
  private final FakeAccountObserver holdings = new FakeAccountObserver();
  private final NotedHandover handover = new NotedHandover();
  private final Policy policy = policy();

  @Test
  void eachIsLookedAtOnceAsManyAtOnceAsAreAllowed() throws Exception {
    CyclicBarrier together = new CyclicBarrier(CheckDrift.AT_ONCE);
    AtomicInteger first = new AtomicInteger();
    holdings.beforeLook =
        () -> {
          if (first.incrementAndGet() <= CheckDrift.AT_ONCE) {
            await(together);
          }
        };

    CheckDrift.Report report = check(() -> LONG);

    assertThat(report.progress()).isEqualTo(CheckDrift.Progress.FINISHED);
    assertThat(report.run().totals().accounts()).isEqualTo(ACCOUNTS);
    assertThat(everyAccount().map(holdings::looks).distinct()).containsExactly(1);
  }

  @Test
  void aCheckWhoseTimeRunsOutGoesOnWhereItWas() {
    holdings.put(id(1), "TidegateAccess", "TidegateDeny-g-0000000000000007");
    holdings.put(id(ACCOUNTS), "TidegateAccess", "TidegateDeny-g-0000000000000007");
    int invocations = 0;
    CheckDrift.Report report;
    do {
      report = check(batches(10));
      invocations++;
    } while (report.progress() == CheckDrift.Progress.HANDED_ON);

    assertThat(invocations).isEqualTo(4);
    assertThat(handover.goneOn).hasSize(3).containsOnly(RUN);
    assertThat(everyAccount().map(holdings::looks).distinct()).containsExactly(1);
    assertThat(handover.removals)
        .extracting(StrayRemoval::account)
        .containsExactly(id(1), id(ACCOUNTS));
    assertThat(summary())
        .containsEntry("accounts", "1000")
        .containsEntry("invocations", "4")
        .containsEntry("removals", "2")
        .containsEntry("unchecked", "0");
  }

  @Test
  void aCheckThatIsKilledIsTakenUpAndReportsNothingTwice() {
    everyAccount()
        .filter(account -> !account.equals(id(500)))
        .forEach(account -> holdings.fails(account, new Fault(Fault.Kind.DENIED, "no")));
    holdings.put(id(500), "TidegateAccess", "TidegateDeny-g-0000000000000007");
    handover.before =
        () -> {
          throw new OutOfMemoryError("killed");
        };
    assertThatThrownBy(() -> check(() -> LONG)).hasMessage("killed");
    handover.before = () -> {};
    assertThat(unreachable()).isBetween(400L, 600L);

    CheckDrift.Report report = check(() -> LONG);

    assertThat(report.progress()).isEqualTo(CheckDrift.Progress.FINISHED);
    assertThat(unreachable()).isEqualTo(ACCOUNTS - 1L);
    assertThat(handover.removals).hasSize(1);
    assertThat(summary())
        .containsEntry("accounts", "1000")
        .containsEntry("unreachable", "999")
        .containsEntry("invocations", "2");
    assertThat(everyAccount().filter(account -> holdings.looks(account) > 1).count())
        .as("only the batch that was not written down is looked at again")
        .isEqualTo(CheckDrift.AT_ONCE);
    int events = ledger.events().size();
    assertThat(check(() -> LONG).progress()).isEqualTo(CheckDrift.Progress.FINISHED);
    assertThat(ledger.events()).as("delivered again").hasSize(events);
  }

  private long unreachable() {
    return ledger.events().stream()
        .filter(event -> event.type().word().equals("audit.unreachable"))
        .count();
  }

  @Test
  void whatTheCodeCannotCopeWithInOneAccountIsToldOfThatAccount() {
    AtomicInteger looks = new AtomicInteger();
    holdings.beforeLook =
        () -> {
          int look = looks.incrementAndGet();
          if (look == 7) {
            throw new StackOverflowError();
          }
          if (look == 8) {
            throw new IllegalStateException("a defect");
          }
        };

    assertThat(check(() -> LONG).run().totals().unreachable()).isEqualTo(2);
  }

  @Test
  void aBatchThatWasReportedBeforeItsInvocationDiedIsNotReportedAgain() {
    holdings.fails(id(1), new Fault(Fault.Kind.DENIED, "no"));
    handover.before =
        () -> {
          throw new IllegalStateException("killed");
        };
    holdings.put(id(2), "TidegateAccess", "TidegateDeny-g-0000000000000007");
    assertThatThrownBy(() -> check(() -> LONG)).hasMessage("killed");
    handover.before = () -> {};

    check(() -> LONG);

    assertThat(
            ledger.events().stream().filter(event -> id(1).equals(event.details().get("account"))))
        .hasSize(1);
    assertThat(handover.removals).as("handed over again: idempotent").hasSize(1);
  }

  @Test
  void twoThatWorkOnTheSameCheckAreOneThatDoes() {
    DriftRun other = DriftRun.begun(RUN, Samples.T0).nextInvocation();
    AtomicInteger looks = new AtomicInteger();
    holdings.beforeLook =
        () -> {
          if (looks.incrementAndGet() == 1) {
            notes.save(new DriftRun(RUN, 2, Samples.T0, 2, other.after(), other.totals(), false));
          }
        };

    assertThat(check(() -> LONG).progress()).isEqualTo(CheckDrift.Progress.OVERTAKEN);
    assertThat(ledger.events()).noneMatch(event -> event.type().word().equals("audit.checked"));
  }

  @Test
  void anAccountThatDoesNotAnswerHoldsUpNoOther() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    holdings.beforeLook =
        () -> {
          if (looks.incrementAndGet() == 5) {
            await(never);
          }
        };

    CheckDrift.Report report = check(new Passing());

    assertThat(report.differences())
        .anySatisfy(one -> assertThat(one.what()).contains("not read in the time that there was"));
    assertThat(report.run().totals().unreachable()).isBetween(1, CheckDrift.AT_ONCE - 1);
    assertThat(report.run().totals().accounts()).isEqualTo(CheckDrift.AT_ONCE);
    assertThat(report.progress()).isEqualTo(CheckDrift.Progress.HANDED_ON);
  }

  @Test
  void aCheckDoesNotGoOnForEverAndSaysWhatItLeft() {
    CheckDrift.Report report = check(batches(1));
    while (report.progress() == CheckDrift.Progress.HANDED_ON) {
      report = check(batches(1));
    }

    assertThat(handover.goneOn).hasSize(CheckDrift.MOST_INVOCATIONS - 1);
    int done = CheckDrift.MOST_INVOCATIONS * CheckDrift.AT_ONCE;
    assertThat(summary()).containsEntry("unchecked", Integer.toString(ACCOUNTS - done));
  }

  /// Time for one batch, of which all but a moment is reserved.
  private static final class Passing implements CheckDrift.TimeLeft {
    private int asked;

    @Override
    public Duration left() {
      asked++;
      return switch (asked) {
        case 1 -> Duration.ofSeconds(80);
        case 2 -> Duration.ofSeconds(46);
        default -> Duration.ZERO;
      };
    }
  }

  /// Time for so many batches: it is asked before each, and how long that may take.
  private static CheckDrift.TimeLeft batches(int count) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() <= 2 * count ? LONG : Duration.ofSeconds(60);
  }

  private CheckDrift.Report check(CheckDrift.TimeLeft time) {
    return new CheckDrift(
            new InMemoryCaseStore(),
            () -> policy,
            holdings,
            new PolicyClassifier(
                new InMemoryCaseStore(), new FakeDocuments(), new FakePolicyDocumentReader()),
            ledger,
            notes,
            handover)
        .check(RUN, time, Samples.T0);
  }

  private Map<String, String> summary() {
    AuditEvent last = ledger.events().getLast();
    assertThat(last.type().word()).isEqualTo("audit.checked");
    return last.details();
  }

  private static Stream<String> everyAccount() {
    return IntStream.rangeClosed(1, ACCOUNTS).mapToObj(ManyAccountsTest::id);
  }

  private static String id(int n) {
    return "%012d".formatted(n);
  }

  private static Policy policy() {
    SamplePolicy policy =
        SamplePolicy.usual()
            .withoutEntitlement(SamplePolicy.READ)
            .withoutEntitlement(SamplePolicy.DEPLOY);
    for (int i = 1; i <= ACCOUNTS; i++) {
      Account account =
          new Account(
              new Name("a" + i), id(i), "aws", "eu-central-1", "external-id-" + i, Map.of());
      policy =
          new SamplePolicy(
              Stream.concat(
                      policy.entitlements().stream(),
                      Stream.of(
                          SamplePolicy.entitlement(
                              new Name("read-" + i), Samples.ACCESS_ROLE, account),
                          SamplePolicy.entitlement(
                              new Name("deploy-" + i), Samples.CI_ROLE, account)))
                  .toList(),
              policy.rules());
    }
    return policy.load();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
