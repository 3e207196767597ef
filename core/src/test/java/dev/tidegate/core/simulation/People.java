package dev.tidegate.core.simulation;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.ReviewFinding;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.World;
import dev.tidegate.core.access.request.ExtendGrant;
import dev.tidegate.core.access.request.GiveAfterReview;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// People who ask, answer, use, take back and revoke at any time, twice at once, and again when
/// they got no answer; some who try what they may not; and administrators who change the policy.
final class People {
  static final Duration REVIEW_WITHIN = Duration.ofHours(2);
  private static final Name GLASS = new Name("glass");
  private static final Duration TIMEOUT = Duration.ofSeconds(28);

  /// Asks, and is a lead herself.
  static final Principal EVE = Samples.person("eve", Samples.DEVELOPERS, Samples.LEADS);

  /// Needs no approval.
  static final Principal OLAF = Samples.person("olaf", Samples.OPERATIONS);

  /// May nothing.
  static final Principal MALLORY = Samples.person("mallory");

  private static final List<Principal> REQUESTERS = List.of(Samples.ALICE, Samples.DAVE, EVE, OLAF);
  private static final List<Principal> EVERYBODY =
      List.of(
          Samples.ALICE, Samples.DAVE, EVE, OLAF, Samples.BOB, Samples.CAROL, Samples.SAM, MALLORY);
  private static final int[] MINUTES = {1, 2, 3, 5, 15, 30, 60, 90, 180};
  private static final List<SamplePolicy> POLICIES = policies();

  private final Machine machine;
  private final World world;
  private final Random random;
  private final BiConsumer<String, Machine.Exit> over;
  private final Set<RequestId> known = new HashSet<>();

  People(Machine machine, World world, Random random, BiConsumer<String, Machine.Exit> over) {
    this.machine = machine;
    this.world = world;
    this.random = random;
    this.over = over;
  }

  /// The policy in which a simulation begins: the usual one, where developers may break the glass
  /// for half an hour, and leads look back at it within two.
  static SamplePolicy atFirst() {
    return SamplePolicy.usual()
        .plus(
            SamplePolicy.rule(
                GLASS,
                Samples.DEVELOPERS,
                new Rule.Effect.BreakGlass(
                    new AccessDuration(Duration.ofMinutes(30)),
                    new AfterReviewDuty(new TreeSet<>(Set.of(Samples.LEADS)), REVIEW_WITHIN))));
  }

  private static List<SamplePolicy> policies() {
    SamplePolicy usual = atFirst();
    return List.of(
        usual,
        usual.withoutEntitlement(SamplePolicy.READ),
        usual.without(SamplePolicy.ASK_A_LEAD),
        usual.without(GLASS),
        usual.developers(new Rule.Effect.Allow()),
        usual.developers(SamplePolicy.approval(SamplePolicy.set("leads", 2, Samples.LEADS))),
        usual.plus(
            SamplePolicy.rule(new Name("stop"), Samples.DEVELOPERS, new Rule.Effect.Deny())));
  }

  /// Lets everybody begin.
  void live() {
    int requests = 1 + random.nextInt(4);
    for (int i = 0; i < requests; i++) {
      Principal who = pick(REQUESTERS);
      RequestedAccess requested = ask();
      Optional<String> key = random.nextBoolean() ? Optional.of("key-" + i) : Optional.empty();
      often(20, () -> submit(who, requested, key));
    }
    for (int i = random.nextInt(5) == 0 ? 3 : 0; i > 0; i--) {
      machine.after(within(90), () -> world.policy(pick(POLICIES)));
    }
  }

  private RequestedAccess ask() {
    RequestedAccess requested = askForNow();
    return switch (random.nextInt(8)) {
      case 0, 1 ->
          requested.startingAt(machine.now().plus(within(120)).truncatedTo(ChronoUnit.SECONDS));
      case 2, 3 -> requested.breakingGlass();
      default -> requested;
    };
  }

  private RequestedAccess askForNow() {
    return new RequestedAccess(
        random.nextInt(10) < 7 ? SamplePolicy.READ : SamplePolicy.DEPLOY,
        new TreeMap<>(Map.of(new Name("table"), "orders")),
        new AccessDuration(Duration.ofMinutes(MINUTES[random.nextInt(MINUTES.length)])),
        Use.INCIDENT,
        Optional.empty(),
        "orders stay in the queue");
  }

  private void submit(Principal who, RequestedAccess requested, Optional<String> key) {
    call(
        "requests",
        who,
        () -> {
          switch (world.submit().submit(who, requested, key, machine.now())) {
            case SubmitRequest.Outcome.Submitted(AccessCase created, _) -> follow(created);
            case SubmitRequest.Outcome.Repeated(AccessCase first) -> follow(first);
            case SubmitRequest.Outcome.KeyReused _, SubmitRequest.Outcome.NotSubmitted _ -> {}
          }
        });
  }

  /// Lets people do things with a new request.
  private void follow(AccessCase created) {
    if (!known.add(created.id())) {
      return;
    }
    RequestId id = created.id();
    Principal requester = created.request().submission().requester();
    RequestedAccess requested = created.request().submission().ask();
    Instant expected = requested.begins(machine.now()).plus(requested.duration().length());
    int minutes = (int) Duration.between(machine.now(), expected).toMinutes() + 25;
    String hash = created.request().submission().hash();
    String other = random.nextInt(30) == 0 ? "0".repeat(64) : hash;
    maybe(85, 20, () -> answer(Samples.BOB, id, other, Verdict.APPROVE));
    maybe(40, 20, () -> answer(Samples.CAROL, id, hash, Verdict.APPROVE));
    maybe(40, 20, () -> answer(EVE, id, hash, Verdict.APPROVE));
    maybe(30, 20, () -> answer(requester, id, hash, Verdict.APPROVE));
    maybe(10, 20, () -> answer(MALLORY, id, hash, Verdict.APPROVE));
    maybe(8, 20, () -> answer(Samples.BOB, id, hash, Verdict.DENY));
    if (requested.breakGlass()) {
      maybe(50, 180, () -> lookBack(Samples.BOB, id, hash));
      maybe(20, 180, () -> lookBack(Samples.CAROL, id, hash));
      maybe(30, 180, () -> lookBack(requester, id, hash));
      maybe(10, 180, () -> lookBack(MALLORY, id, hash));
      maybe(40, 200, () -> submit(requester, requested, Optional.empty()));
    }
    maybe(20, minutes, () -> extend(requester, id));
    maybe(5, minutes, () -> extend(pick(EVERYBODY), id));
    maybe(15, minutes, () -> withdraw(requester, id));
    maybe(5, minutes, () -> withdraw(pick(EVERYBODY), id));
    maybe(30, minutes, () -> revoke(Samples.BOB, id));
    maybe(10, minutes, () -> revoke(Samples.SAM, id));
    maybe(5, minutes, () -> revoke(pick(EVERYBODY), id));
    for (int i = random.nextInt(4); i > 0; i--) {
      maybe(90, minutes, () -> issue(requester, id));
    }
    maybe(10, minutes, () -> issue(pick(EVERYBODY), id));
  }

  private void answer(Principal who, RequestId id, String hash, Verdict verdict) {
    ReviewRequest.Answer answer = new ReviewRequest.Answer(id, hash, verdict, Optional.empty());
    call("reviews", who, () -> world.review().review(who, answer, machine.now()));
  }

  private void extend(Principal who, RequestId id) {
    ExtendGrant.More more =
        new ExtendGrant.More(
            GrantId.of(id),
            new AccessDuration(Duration.ofMinutes(MINUTES[random.nextInt(MINUTES.length)])),
            Optional.empty(),
            Optional.empty(),
            "not done yet");
    Optional<String> key = random.nextBoolean() ? Optional.of("more-" + id) : Optional.empty();
    call(
        "requests",
        who,
        () -> {
          if (world.extend().extend(who, more, key, machine.now())
                  instanceof ExtendGrant.Outcome.Asked(SubmitRequest.Outcome asked)
              && asked instanceof SubmitRequest.Outcome.Submitted(AccessCase created, _)) {
            follow(created);
          }
        });
  }

  private void lookBack(Principal who, RequestId id, String hash) {
    ReviewFinding finding = random.nextBoolean() ? ReviewFinding.ACCEPT : ReviewFinding.QUESTION;
    GiveAfterReview.Answer answer =
        new GiveAfterReview.Answer(id, hash, finding, Optional.of("seen"));
    call("reviews", who, () -> world.afterReview().give(who, answer, machine.now()));
  }

  private void withdraw(Principal who, RequestId id) {
    call("requests", who, () -> world.withdraw().withdraw(who, id, machine.now()));
  }

  private void revoke(Principal who, RequestId id) {
    call(
        "revocations",
        who,
        () -> world.revoke().revoke(who, GrantId.of(id), "enough", machine.now()));
  }

  private void issue(Principal who, RequestId id) {
    boolean console = random.nextInt(4) == 0;
    call(
        "sessions",
        who,
        () -> {
          if (console) {
            world.issue().consoleUrl(who, GrantId.of(id), machine.now());
          } else {
            world.issue().credentials(who, GrantId.of(id), machine.now());
          }
        });
  }

  private void call(String function, Principal who, Runnable body) {
    call(function + " for " + who.label(), 3, body);
  }

  private void call(String name, int tries, Runnable body) {
    machine.start(
        name,
        Duration.ZERO,
        TIMEOUT,
        body,
        exit -> {
          over.accept(name, exit);
          if (exit instanceof Machine.Exit.Failed && tries > 1 && random.nextInt(10) < 8) {
            machine.after(
                Duration.ofSeconds(1L + random.nextInt(40)), () -> call(name, tries - 1, body));
          }
        });
  }

  private void maybe(int percent, int minutes, Runnable what) {
    if (random.nextInt(100) < percent) {
      often(minutes, what);
    }
  }

  /// Does something within so many minutes, and now and then twice at almost the same time.
  private void often(int minutes, Runnable what) {
    Duration delay = within(minutes);
    machine.after(delay, what);
    if (random.nextInt(5) == 0) {
      machine.after(delay.plusMillis(random.nextInt(400)), what);
    }
  }

  private Duration within(int minutes) {
    return Duration.ofMillis(random.nextInt(minutes * 60_000));
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
