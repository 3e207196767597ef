package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.CallContext;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.net.InetAddress;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Small random policies, people and asks: few names, so that things meet. The same seed makes the
/// same world.
final class Worlds {
  private static final Duration DAY = Duration.ofDays(1);
  private static final List<String> GROUPS = List.of("a", "b", "c", "d");
  private static final List<String> ENTITLEMENTS = List.of("read", "write", "deploy");
  private final Random random;

  Worlds(long seed) {
    this.random = new Random(seed);
  }

  Map<Name, Entitlement> entitlements() {
    Map<Name, Entitlement> all = new LinkedHashMap<>();
    for (String name : ENTITLEMENTS) {
      Account account =
          new Account(
              new Name("acc"),
              "222222222222",
              "aws",
              "eu-central-1",
              "tide-1",
              Map.of("env", random.nextBoolean() ? "prod" : "test"));
      all.put(
          new Name(name),
          new Entitlement(
              new Name(name),
              name,
              account,
              new Target.AccessRole("TidegateAccess"),
              List.of(new Permission(List.of("s3:GetObject"), List.of("*"), List.of())),
              Map.of(),
              span(),
              random.nextBoolean() ? Set.of() : uses()));
    }
    return all;
  }

  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      rules.add(rule("r" + i));
    }
    return rules;
  }

  List<Guardrail> guardrails() {
    List<Guardrail> all = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      all.add(guardrail("g" + i));
    }
    return all;
  }

  Guardrail guardrail(String name) {
    SortedSet<Name> names = new TreeSet<>();
    if (random.nextBoolean()) {
      names.add(new Name(pick(ENTITLEMENTS)));
    }
    List<Condition> demands = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      demands.add(condition());
    }
    return new Guardrail(
        new Name(name),
        names,
        random.nextInt(3) == 0
            ? List.of(new Condition.AccountLabels(new TreeMap<>(Map.of("env", "prod"))))
            : List.of(),
        demands,
        switch (random.nextInt(3)) {
          case 0 -> new Guardrail.Approval.Always(List.of());
          case 1 -> new Guardrail.Approval.Always(approve().sets());
          default -> new Guardrail.Approval.AsRulesSay();
        },
        random.nextBoolean());
  }

  Rule rule(String name) {
    Rule.Effect effect =
        switch (random.nextInt(5)) {
          case 4 -> new Rule.Effect.BreakGlass(span(), new AfterReviewDuty(groups(2), DAY));
          case 0 -> new Rule.Effect.Deny();
          case 1 -> new Rule.Effect.Allow();
          default -> approve();
        };
    return rule(name, effect);
  }

  Rule rule(String name, Rule.Effect effect) {
    SortedSet<Name> names = new TreeSet<>();
    names.add(new Name(pick(ENTITLEMENTS)));
    names.add(new Name(pick(ENTITLEMENTS)));
    List<Condition> conditions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      conditions.add(condition());
    }
    return new Rule(new Name(name), names, new Condition.InGroup(audience()), conditions, effect);
  }

  Rule.Effect.Approve approve() {
    List<ApproverSet> sets = new ArrayList<>();
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      sets.add(new ApproverSet(new Name("s" + i), groups(2), random.nextInt(1, 3)));
    }
    return new Rule.Effect.Approve(sets, Duration.ofHours(random.nextInt(1, 9)));
  }

  Principal person() {
    CallContext call =
        new CallContext(
            Instant.parse("2026-03-02T10:00:00Z"),
            random.nextBoolean(),
            Optional.empty(),
            random.nextBoolean()
                ? Optional.empty()
                : Optional.of(InetAddress.ofLiteral("10.0.0." + random.nextInt(4))),
            new TreeMap<>());
    return new Principal(new PrincipalId("https://id", pick(GROUPS)), "somebody", groups(3), call);
  }

  RequestedAccess ask() {
    RequestedAccess requested = askForNow();
    return switch (random.nextInt(6)) {
      case 0 -> requested.breakingGlass();
      case 1 -> requested.startingAt(now().plusSeconds(random.nextInt(10 * 86_400)));
      default -> requested;
    };
  }

  private RequestedAccess askForNow() {
    return new RequestedAccess(
        new Name(random.nextInt(10) == 0 ? "nothing" : pick(ENTITLEMENTS)),
        new TreeMap<>(),
        span(),
        use(),
        random.nextBoolean() ? Optional.empty() : Optional.of("OPS-1"),
        "why");
  }

  Instant now() {
    return Instant.parse("2026-03-02T00:00:00Z").plusSeconds(random.nextInt(7 * 86_400));
  }

  private Condition condition() {
    return switch (random.nextInt(7)) {
      case 6 -> new Condition.StartsWithin(span());
      case 0 -> new Condition.ForUse(uses());
      case 1 -> new Condition.NoLongerThan(span());
      case 2 -> new Condition.TicketLike(Pattern.compile("OPS-[0-9]+"));
      case 3 -> new Condition.AccountLabels(new TreeMap<>(Map.of("env", "prod")));
      case 4 ->
          new Hours(
              ZoneId.of("Europe/Berlin"), EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
              Optional.of(new Hours.Window(LocalTime.of(8, 0), LocalTime.of(18, 0))), List.of());
      default -> new SecondFactor(Optional.empty());
    };
  }

  private Set<Use> uses() {
    return EnumSet.of(use(), use());
  }

  private Use use() {
    return Use.values()[random.nextInt(Use.values().length)];
  }

  private AccessDuration span() {
    return new AccessDuration(Duration.ofHours(random.nextInt(1, 5)));
  }

  private Audience audience() {
    return random.nextInt(8) == 0 ? new Audience.Everybody() : new Audience.Members(groups(2));
  }

  private SortedSet<Group> groups(int most) {
    SortedSet<Group> groups = new TreeSet<>();
    for (int i = random.nextInt(1, most + 1); i > 0; i--) {
      groups.add(new Group(pick(GROUPS)));
    }
    return groups;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
