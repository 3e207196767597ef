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
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decisions in which every reason occurs that a policy can give: for tests of what people read.
///
/// Alice of `dev` asks for one hour of `read`, on a Monday at 10:00 UTC, to begin two hours later.
public final class SampleDecisions {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final Name READ = new Name("read");
  private static final Account ACCOUNT =
      new Account(
          new Name("prod"),
          "222222222222",
          "aws",
          "eu-central-1",
          "tide-1",
          Map.of("env", "prod", "team", "orders"),
          Optional.of("/prod/orders"));
  private static final Principal ALICE =
      new Principal(
          new PrincipalId("https://id.example.com", "alice"),
          "alice",
          groups("dev", "ops"),
          new CallContext(
              NOW,
              true,
              Optional.of(NOW.minusSeconds(1800)),
              Optional.of(InetAddress.ofLiteral("10.1.2.3")),
              new TreeMap<>(Map.of("oncall", new TreeSet<>(Set.of("orders"))))));

  private SampleDecisions() {}

  /// Every kind of condition that there is.
  public static Set<Class<?>> kinds() {
    return kinds(Condition.class).collect(Collectors.toSet());
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SampleDecisions::kinds)
        : Stream.of(type);
  }

  /// Conditions that Alice meets, of each kind one or more.
  public static List<Condition> met() {
    return List.of(
        new Condition.InGroup(groups("dev", "ops", "qa")),
        new Condition.InGroup(new Audience.Everybody()),
        new Condition.ForUse(Set.of(Use.INCIDENT, Use.HOTFIX)),
        new Condition.NoLongerThan(span("1h30m")),
        new Condition.StartsWithin(span("4h")),
        new Condition.TicketLike(Pattern.compile("OPS-[0-9]+")),
        labels("env", "prod", "team", "orders"),
        new Condition.InUnit("/prod"),
        hours(9, 18),
        new SecondFactor(Optional.empty()),
        new SecondFactor(Optional.of(Duration.ofMinutes(90))),
        network("10.0.0.0/8", "192.0.2.0/24"),
        new OnCall(new OnCall.Source.Claim("oncall", new TreeSet<>(List.of("billing", "orders")))),
        new OnCall(new OnCall.Source.Members(groups("dev", "sre"))),
        onRota(ALICE.id()));
  }

  /// Conditions that Alice does not meet, of each kind one or more.
  public static List<Condition> unmet() {
    return List.of(
        new Condition.InGroup(groups("qa", "sre")),
        new Condition.ForUse(Set.of(Use.VERIFICATION, Use.HOTFIX)),
        new Condition.NoLongerThan(span("59m")),
        new Condition.StartsWithin(span("1h")),
        new Condition.TicketLike(Pattern.compile("an expected; one")),
        labels("env", "test", "team", "orders"),
        new Condition.InUnit("/elsewhere"),
        hours(8, 12),
        new SecondFactor(Optional.of(Duration.ofMinutes(10))),
        network("192.0.2.0/24", "2001:db8::/32"),
        new OnCall(new OnCall.Source.Claim("oncall", new TreeSet<>(List.of("billing", "search")))),
        new OnCall(new OnCall.Source.Members(groups("qa", "sre"))),
        onRota(new PrincipalId("https://id.example.com", "bob")));
  }

  /// All of them, by name, in this order.
  public static Map<String, Decision> all() {
    Map<String, Decision> all = new LinkedHashMap<>();
    all.put("approved by a guardrail", approvedByAGuardrail());
    all.put("refused by everything", refusedByEverything());
    all.put("refused as too much together", refusedAsTooMuchTogether());
    all.put("refused for nobody approves", refusedForNobodyApproves());
    all.put("refused broken glass", refusedBrokenGlass());
    all.put("refused whole glass", refusedWholeGlass());
    all.put("allowed broken glass", allowedBrokenGlass());
    all.put("refused by a deny", refusedByADeny());
    all.put("refused as unknown", refusedAsUnknown());
    return all;
  }

  /// Everything is met, and a guardrail wants an approval beside the rule's.
  public static Decision approvedByAGuardrail() {
    return decide(
        ask(),
        List.of(rule("developers", approve(set("leads", 1, "dev-leads")), met())),
        guardrail(
            new Guardrail.Approval.Always(List.of(set("security", 2, "sec", "ciso"))), met()));
  }

  /// Nothing is met, neither by a rule nor by a guardrail.
  public static Decision refusedByEverything() {
    return decide(
        ask(),
        List.of(rule("developers", approve(set("leads", 1, "dev-leads", "sre")), unmet())),
        guardrail(new Guardrail.Approval.AsRulesSay(), unmet()));
  }

  /// What is asked for is more of two hours.
  public static Decision refusedAsTooMuchTogether() {
    return policy(
            List.of(
                rule(
                    "developers",
                    new Rule.Effect.Allow(),
                    List.of(new Condition.NoLongerThan(span("2h30m"))))))
        .decide(ALICE, ask(), Duration.ofHours(2), NOW);
  }

  /// A guardrail demands approval, and nobody could give it.
  public static Decision refusedForNobodyApproves() {
    return decide(
        ask(),
        List.of(rule("developers", new Rule.Effect.Allow(), List.of())),
        guardrail(new Guardrail.Approval.Always(List.of()), List.of()));
  }

  /// The glass is broken where a guardrail demands approval, and where a rule is for other asks.
  public static Decision refusedBrokenGlass() {
    return decide(
        atOnce().breakingGlass(),
        List.of(
            rule("developers", new Rule.Effect.Allow(), List.of()),
            rule("glass", glass(), List.of())),
        guardrail(new Guardrail.Approval.Always(List.of()), List.of()));
  }

  /// The only rule is for broken glass, and the glass is whole.
  public static Decision refusedWholeGlass() {
    return decide(ask(), List.of(rule("glass", glass(), List.of())));
  }

  /// The glass is broken by a rule for it.
  public static Decision allowedBrokenGlass() {
    return decide(atOnce().breakingGlass(), List.of(rule("glass", glass(), List.of())));
  }

  /// A rule denies it.
  public static Decision refusedByADeny() {
    return decide(
        ask(),
        List.of(
            rule("developers", new Rule.Effect.Allow(), List.of()),
            rule("freeze", new Rule.Effect.Deny(), List.of(new Condition.InUnit("/prod")))));
  }

  /// No rule shows what is asked for.
  public static Decision refusedAsUnknown() {
    return decide(ask(), List.of());
  }

  /// A policy by which developers get it when a lead approves, under all that Alice meets but when
  /// a deny takes it.
  public static Policy everything() {
    return policy(
        List.of(
            rule("developers", approve(set("leads", 1, "dev-leads")), met()),
            rule("freeze", new Rule.Effect.Deny(), met())));
  }

  /// Alice.
  public static Principal alice() {
    return ALICE;
  }

  private static Decision decide(
      RequestedAccess requested, List<Rule> rules, Guardrail... guardrails) {
    return policy(rules, guardrails).decide(ALICE, requested, NOW);
  }

  private static Policy policy(List<Rule> rules, Guardrail... guardrails) {
    return new Policy(
        PolicyHash.of(new byte[] {1}),
        Map.of(),
        Map.of(READ, entitlement()),
        rules,
        Arrays.asList(guardrails));
  }

  private static RequestedAccess ask() {
    return atOnce().startingAt(NOW.plus(Duration.ofHours(2)));
  }

  private static RequestedAccess atOnce() {
    return new RequestedAccess(
        READ, new TreeMap<>(), span("1h"), Use.INCIDENT, Optional.of("OPS-12"), "why");
  }

  private static Entitlement entitlement() {
    return new Entitlement(
        READ,
        "reads",
        ACCOUNT,
        new Target.AccessRole("TidegateAccess"),
        List.of(new Permission(List.of("s3:GetObject"), List.of("*"), List.of())),
        Map.of(),
        span("8h"),
        Set.of(Use.INCIDENT));
  }

  private static Rule rule(String name, Rule.Effect effect, List<Condition> conditions) {
    return new Rule(
        new Name(name),
        new TreeSet<>(Set.of(READ)),
        new Condition.InGroup(groups("dev")),
        conditions,
        effect);
  }

  private static Guardrail guardrail(Guardrail.Approval approval, List<Condition> demands) {
    return new Guardrail(
        new Name("everywhere"), new TreeSet<>(), List.of(), demands, approval, false);
  }

  private static Rule.Effect approve(ApproverSet set) {
    return new Rule.Effect.Approve(List.of(set), Duration.ofHours(8));
  }

  private static Rule.Effect glass() {
    return new Rule.Effect.BreakGlass(
        span("1h"), new AfterReviewDuty(groups("sec"), Duration.ofHours(24)));
  }

  private static ApproverSet set(String name, int count, String... groups) {
    return new ApproverSet(new Name(name), groups(groups), count);
  }

  private static Condition labels(String... pairs) {
    TreeMap<String, String> labels = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.put(pairs[i], pairs[i + 1]);
    }
    return new Condition.AccountLabels(labels);
  }

  private static Hours hours(int from, int until) {
    return new Hours(
        ZoneId.of("UTC"),
        Set.of(DayOfWeek.MONDAY),
        Optional.of(new Hours.Window(LocalTime.of(from, 0), LocalTime.of(until, 0))),
        List.of());
  }

  private static Network network(String... ranges) {
    return new Network(
        Arrays.stream(ranges).map(range -> Network.Range.parse(range).orElseThrow()).toList());
  }

  private static OnCall onRota(PrincipalId person) {
    return new OnCall(
        new OnCall.Source.Turn(
            new Rota(
                new Name("orders"),
                ZoneId.of("UTC"),
                LocalDateTime.parse("2026-01-05T09:00"),
                7,
                List.of(person),
                List.of())));
  }

  private static AccessDuration span(String text) {
    return AccessDuration.parse(text).orElseThrow();
  }

  private static SortedSet<Group> groups(String... names) {
    SortedSet<Group> groups = new TreeSet<>();
    for (String name : names) {
      groups.add(new Group(name));
    }
    return groups;
  }
}
