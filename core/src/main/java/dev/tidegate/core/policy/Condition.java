package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A condition that a rule or a guardrail places on a request. This is the complete list of kinds.
/// Code that reads, writes, compares or names conditions switches over it without a `default`, so
/// that the compiler finds all of it when a kind is added.
///
/// A condition that cannot be evaluated (no claim, no address) is not met. [ConditionText] has the
/// texts.
public sealed interface Condition
    permits Condition.InGroup,
        Condition.ForUse,
        Condition.NoLongerThan,
        Condition.TicketLike,
        Condition.OfAccount,
        Condition.StartsWithin,
        Hours,
        SecondFactor,
        Network,
        OnCall {
  /// Returns the stable code of this kind of condition.
  String kind();

  /// Returns whether the condition is met.
  boolean met(DecisionContext in);

  /// The requester is in the rule's audience.
  record InGroup(Audience audience) implements Condition {
    /// Creates a condition that the requester is in one of these groups.
    public InGroup(SortedSet<Group> groups) {
      this(new Audience.Members(groups));
    }

    /// Returns the named groups; none for everybody.
    public SortedSet<Group> groups() {
      return audience.groups();
    }

    /// Returns whether `person` is in the audience.
    public boolean includes(Principal person) {
      return audience.includes(person);
    }

    @Override
    public String kind() {
      return "group";
    }

    @Override
    public boolean met(DecisionContext in) {
      return audience.includes(in.requester());
    }
  }

  /// The request is for one of the uses.
  record ForUse(Set<Use> uses) implements Condition {
    public ForUse {
      uses = Collections.unmodifiableSet(EnumSet.copyOf(uses));
    }

    @Override
    public String kind() {
      return "use";
    }

    @Override
    public boolean met(DecisionContext in) {
      return uses.contains(in.ask().use());
    }
  }

  /// The request is for no longer than this, including the grants that it continues.
  record NoLongerThan(AccessDuration longest) implements Condition {
    @Override
    public String kind() {
      return "duration";
    }

    @Override
    public boolean met(DecisionContext in) {
      return in.had().plus(in.ask().duration().length()).compareTo(longest.length()) <= 0;
    }
  }

  /// The request names a ticket that matches this pattern.
  record TicketLike(Pattern pattern) implements Condition {
    @Override
    public String kind() {
      return "ticket";
    }

    @Override
    public boolean met(DecisionContext in) {
      return in.ask().ticket().filter(text -> pattern.matcher(text).matches()).isPresent();
    }

    /// Compares patterns by their text, which `Pattern` itself does not.
    @Override
    public boolean equals(Object other) {
      return other instanceof TicketLike(Pattern theirs)
          && pattern.pattern().equals(theirs.pattern());
    }

    @Override
    public int hashCode() {
      return pattern.pattern().hashCode();
    }
  }

  /// A condition on the account alone, which can be evaluated without a request. It determines to
  /// which entitlements a rule or a guardrail applies.
  sealed interface OfAccount extends Condition {
    /// Returns whether `account` meets it.
    boolean has(Account account);

    @Override
    default boolean met(DecisionContext in) {
      return has(in.account());
    }
  }

  /// The account has all of these labels.
  record AccountLabels(SortedMap<String, String> labels) implements OfAccount {
    public AccountLabels {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    @Override
    public String kind() {
      return "account";
    }

    @Override
    public boolean has(Account account) {
      return account.labels().entrySet().containsAll(labels.entrySet());
    }
  }

  /// The account is in an organizational unit, or in one below it. An account whose unit is unknown
  /// is in none.
  ///
  /// @param path names from the root, such as `/prod/orders`
  record InUnit(String path) implements OfAccount {
    @Override
    public String kind() {
      return "unit";
    }

    @Override
    public boolean has(Account account) {
      return account.within(path);
    }
  }

  /// Access begins no farther ahead than this. Requests without a start and extensions always meet
  /// it.
  record StartsWithin(AccessDuration most) implements Condition {
    /// The limit of rules that have none of their own.
    public static final StartsWithin USUAL =
        new StartsWithin(new AccessDuration(Duration.ofDays(7)));

    @Override
    public String kind() {
      return "start";
    }

    @Override
    public boolean met(DecisionContext in) {
      return !in.had().isZero() || !in.begins().isAfter(in.now().plus(most.length()));
    }
  }
}
