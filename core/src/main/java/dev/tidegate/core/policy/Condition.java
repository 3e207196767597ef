package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.Ask;
import dev.tidegate.core.entitlement.Span;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Something a rule asks of an ask. Every kind of condition is one of these records, and this is
/// their list.
public sealed interface Condition {
  /// Returns the stable word for this kind of condition.
  String kind();

  /// Says whether it is met.
  boolean met(Principal requester, Ask ask);

  /// Says, to the requester, what was met or what was expected.
  String text(boolean met);

  /// The requester is in one of the groups.
  record InGroup(SortedSet<Group> groups) implements Condition {
    public InGroup {
      groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    @Override
    public String kind() {
      return "group";
    }

    @Override
    public boolean met(Principal requester, Ask ask) {
      return requester.inAnyOf(groups);
    }

    @Override
    public String text(boolean met) {
      String names = groups.stream().map(Group::name).collect(Collectors.joining(" or "));
      return met ? "you are in " + names : "you are not in " + names;
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
    public boolean met(Principal requester, Ask ask) {
      return uses.contains(ask.use());
    }

    @Override
    public String text(boolean met) {
      String words = uses.stream().map(Use::word).collect(Collectors.joining(", "));
      return met ? "the use is one of " + words : "use: one of " + words + " expected";
    }
  }

  /// The ask is for no longer than this.
  record NoLongerThan(Span longest) implements Condition {
    @Override
    public String kind() {
      return "duration";
    }

    @Override
    public boolean met(Principal requester, Ask ask) {
      return ask.duration().compareTo(longest) <= 0;
    }

    @Override
    public String text(boolean met) {
      return met
          ? "the duration is within " + longest
          : "duration: at most " + longest + " expected; ask for less";
    }
  }

  /// A ticket is named, and has this form.
  record TicketLike(Pattern pattern) implements Condition {
    @Override
    public String kind() {
      return "ticket";
    }

    @Override
    public boolean met(Principal requester, Ask ask) {
      return ask.ticket().filter(text -> pattern.matcher(text).matches()).isPresent();
    }

    @Override
    public String text(boolean met) {
      return met
          ? "the ticket has the form " + pattern.pattern()
          : "ticket: a ticket that matches " + pattern.pattern() + " expected";
    }
  }
}
