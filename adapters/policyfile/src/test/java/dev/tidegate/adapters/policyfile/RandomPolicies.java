package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Audience;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Random policies of every kind of thing that a policy can hold. The same seed makes the same.
public final class RandomPolicies {
  private final Random random;
  private final RandomConditions conditions;

  public RandomPolicies(long seed) {
    random = new Random(seed);
    conditions = new RandomConditions(random);
  }

  /// A policy whose rules speak of entitlements that it has.
  public Policy policy() {
    Map<Name, Account> accounts = new HashMap<>();
    some(this::account).forEach(account -> accounts.put(account.name(), account));
    List<Account> all = List.copyOf(accounts.values());
    Map<Name, Entitlement> entitlements = new HashMap<>();
    some(() -> entitlement(all.get(random.nextInt(all.size()))))
        .forEach(entitlement -> entitlements.put(entitlement.name(), entitlement));
    return new Policy(
        PolicyHash.of(new byte[] {(byte) random.nextInt()}),
        accounts,
        entitlements,
        some(() -> rule(List.copyOf(entitlements.keySet()))),
        random.nextBoolean()
            ? List.of()
            : some(() -> guardrail(List.copyOf(entitlements.keySet()))));
  }

  private Guardrail guardrail(List<Name> entitlements) {
    return new Guardrail(
        name(),
        random.nextBoolean()
            ? new TreeSet<>()
            : new TreeSet<>(some(() -> entitlements.get(random.nextInt(entitlements.size())))),
        random.nextInt(3) > 0
            ? List.of()
            : List.of(new Condition.AccountLabels(labels()), new Condition.InUnit(text())),
        Stream.generate(this::condition).limit(random.nextInt(3)).toList(),
        switch (random.nextInt(3)) {
          case 0 -> new Guardrail.Approval.AsRulesSay();
          case 1 -> new Guardrail.Approval.Always(List.of());
          default -> new Guardrail.Approval.Always(some(this::set));
        },
        random.nextBoolean());
  }

  private ApproverSet set() {
    return new ApproverSet(name(), groups(), 1 + random.nextInt(10));
  }

  private Account account() {
    return new Account(
        name(),
        "%012d".formatted(random.nextInt(1_000_000)),
        any("aws", "aws-cn", "aws-us-gov"),
        any("eu-central-1", "us-east-1"),
        text(),
        labels(),
        maybe(() -> "/" + text()));
  }

  private Entitlement entitlement(Account account) {
    Map<Name, Parameter> parameters = new HashMap<>();
    some(this::parameter).forEach(parameter -> parameters.put(parameter.name(), parameter));
    return new Entitlement(
        name(),
        text() + " – Zoë",
        account,
        random.nextBoolean()
            ? new Target.AccessRole(text(), some(this::text))
            : new Target.ExistingRole(text()),
        some(this::permission),
        parameters,
        span(),
        random.nextBoolean() ? Set.of() : Set.of(any(Use.values())));
  }

  private Permission permission() {
    return new Permission(
        some(this::text),
        some(this::text),
        random.nextBoolean()
            ? List.of()
            : some(() -> new Permission.Restriction(text(), text(), some(this::text))));
  }

  private Parameter parameter() {
    return new Parameter(name(), text(), maybe(this::pattern), some(this::text), maybe(this::text));
  }

  private Rule rule(List<Name> entitlements) {
    return new Rule(
        name(),
        new TreeSet<>(some(() -> entitlements.get(random.nextInt(entitlements.size())))),
        new Condition.InGroup(audience()),
        Stream.generate(this::condition).limit(random.nextInt(5)).toList(),
        effect());
  }

  private Rule.Effect effect() {
    return switch (random.nextInt(4)) {
      case 0 -> new Rule.Effect.Deny();
      case 1 -> new Rule.Effect.Allow();
      case 2 ->
          new Rule.Effect.BreakGlass(
              span(), new AfterReviewDuty(groups(), Duration.ofHours(1 + random.nextInt(99))));
      default ->
          new Rule.Effect.Approve(some(this::set), Duration.ofMinutes(1 + random.nextInt(999)));
    };
  }

  private Condition condition() {
    return switch (random.nextInt(11)) {
      case 0 -> new Condition.InGroup(audience());
      case 1 -> new Condition.ForUse(Set.of(any(Use.values())));
      case 2 -> new Condition.NoLongerThan(span());
      case 3 -> new Condition.TicketLike(pattern());
      case 4 -> new Condition.AccountLabels(labels());
      case 5 -> new Condition.InUnit(text());
      case 6 -> new Condition.StartsWithin(span());
      default -> conditions.other();
    };
  }

  private <T> List<T> some(Supplier<T> one) {
    return Stream.generate(one).limit(1 + random.nextInt(4)).toList();
  }

  private <T> Optional<T> maybe(Supplier<T> one) {
    return random.nextBoolean() ? Optional.of(one.get()) : Optional.empty();
  }

  @SafeVarargs
  private final <T> T any(T... of) {
    return of[random.nextInt(of.length)];
  }

  private Audience audience() {
    return random.nextInt(4) == 0 ? new Audience.Everybody() : new Audience.Members(groups());
  }

  private TreeSet<Group> groups() {
    return new TreeSet<>(some(() -> new Group(text())));
  }

  private SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    some(this::text).forEach(key -> labels.put(key, text()));
    return labels;
  }

  private Pattern pattern() {
    return Pattern.compile(text() + "-[0-9]+");
  }

  private Name name() {
    return new Name(text());
  }

  private AccessDuration span() {
    return new AccessDuration(Duration.ofMinutes(1 + random.nextInt(30 * 24 * 60)));
  }

  /// Few texts, so that some stand in several places.
  private String text() {
    return "text" + random.nextInt(60);
  }
}
