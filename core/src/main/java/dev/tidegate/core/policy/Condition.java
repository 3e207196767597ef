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

/// Something that a rule or a guardrail expects of an ask. Every kind of condition is one of these
/// records, and this is their list: whoever reads, writes, compares or names conditions switches
/// over it without a `default`, so that the compiler finds them all when one is added.
///
/// A condition that cannot tell (no claim, no address) is not met. [ConditionText] has the words.
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
  /// Returns the stable word for this kind of condition.
  String kind();

  /// Returns whether it is met.
  boolean met(DecisionContext in);

  /// The requester is one of those whom a rule is for.
  record InGroup(Audience audience) implements Condition {
    /// The requester is in one of these groups.
    public InGroup(SortedSet<Group> groups) {
      this(new Audience.Members(groups));
    }

    /// Returns the groups that are named: none when it is for everybody.
    public SortedSet<Group> groups() {
      return audience.groups();
    }

    /// Returns whether `person` is one of them.
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

  /// Production is entered for one of the uses.
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

  /// The ask is for no longer than this, together with what it continues.
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

  /// A ticket is named, and has this form.
  record TicketLike(Pattern pattern) implements Condition {
    @Override
    public String kind() {
      return "ticket";
    }

    @Override
    public boolean met(DecisionContext in) {
      return in.ask().ticket().filter(text -> pattern.matcher(text).matches()).isPresent();
    }

    /// Two patterns of the same text are equal here; in Java they are not.
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

  /// A condition on the account alone: whether it is met is known before anybody asks. It tells
  /// which entitlements a rule or a guardrail is about.
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

  /// The account is in an organizational unit, or in one below it. An account of which nobody said
  /// where it is, is in none.
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

  /// Access begins no farther ahead than this. What asks for no start begins when it is approved,
  /// and always is; so does what continues a grant, which begins when that ends.
  record StartsWithin(AccessDuration most) implements Condition {
    /// What holds for a rule that says nothing.
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
