package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Group;
import java.net.InetAddress;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Texts of conditions, for requesters and authors of policies. [ReasonText] uses them to say how a
/// condition was for one request.
public final class ConditionText {
  private static final int SHOWN = 10;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

  private ConditionText() {}

  /// Returns what the condition requires, in a few words that `expected` may follow, such as `at
  /// most 2h`.
  public static String expected(Condition condition) {
    return switch (condition) {
      case Condition.InGroup(Audience audience) -> audience(audience);
      case Condition.ForUse(Set<Use> uses) -> "one of " + uses(uses);
      case Condition.NoLongerThan(AccessDuration longest) -> "at most " + longest;
      case Condition.StartsWithin(AccessDuration most) -> "a start at most " + most + " ahead";
      case Condition.TicketLike(Pattern pattern) -> "a ticket that matches " + pattern.pattern();
      case Condition.AccountLabels(SortedMap<String, String> labels) ->
          "an account with " + labels(labels);
      case Condition.InUnit(String path) -> "an account within " + path;
      case Hours hours -> hours + " in " + hours.zone();
      case SecondFactor(Optional<Duration> within) ->
          "a sign-in with a second factor"
              + within.map(most -> " at most " + new AccessDuration(most) + " ago").orElse("");
      case Network network ->
          "a call from "
              + network.ranges().stream()
                  .map(Network.Range::toString)
                  .collect(Collectors.joining(" or "));
      case OnCall(OnCall.Source source) -> "being on call " + source(source);
    };
  }

  /// Returns how a condition was met, as a sentence to the requester without a full stop.
  static String met(Condition condition, DecisionContext in) {
    return switch (condition) {
      case Condition.InGroup(Audience.Everybody _) -> "it is for everybody who is signed in";
      case Condition.InGroup(Audience.Members(SortedSet<Group> groups)) ->
          "you are in "
              + groups.stream()
                  .filter(in.requester().groups()::contains)
                  .map(Group::name)
                  .collect(Collectors.joining(" and "));
      case Condition.ForUse _ -> "the use is " + expected(condition);
      case Condition.NoLongerThan(AccessDuration longest) -> "the duration is within " + longest;
      case Condition.StartsWithin(AccessDuration most) -> "the start is at most " + most + " ahead";
      case Condition.TicketLike(Pattern pattern) -> "the ticket has the form " + pattern.pattern();
      case Condition.AccountLabels(SortedMap<String, String> labels) ->
          "the account has " + labels(labels);
      case Condition.InUnit(String path) -> "the account is within " + path;
      case Hours hours -> "it is within " + expected(condition) + ": " + begins(hours, in);
      case SecondFactor _ -> "there was " + expected(condition);
      case Network _ -> "you call from " + source(in);
      case OnCall _ -> "on-call: " + expected(condition) + ", which you are";
    };
  }

  /// Returns how a condition was not met, and what to do about it, as a sentence to the requester
  /// without a full stop.
  static String unmet(Condition condition, DecisionContext in) {
    String expected = expected(condition) + " expected";
    return switch (condition) {
      case Condition.InGroup(Audience audience) -> "you are not in " + audience(audience);
      case Condition.ForUse _ -> "use: " + expected;
      case Condition.NoLongerThan _ -> "duration: " + expected + together(in) + "; ask for less";
      case Condition.StartsWithin _ ->
          "start: " + expected + "; ask for an earlier one, or ask later";
      case Condition.TicketLike _ -> "ticket: " + expected;
      case Condition.OfAccount _ -> "account: " + expected;
      case Hours hours -> "hours: " + expected + "; " + begins(hours, in);
      case SecondFactor _ -> "mfa: " + expected + "; sign in again: tidegate login --mfa";
      case Network _ -> "network: " + expected + "; you call from " + source(in);
      case OnCall _ -> "on-call: " + expected;
    };
  }

  /// Returns a remark on the duration of continued grants; empty text when nothing is continued.
  static String together(DecisionContext in) {
    return in.had().isZero()
        ? ""
        : " together with what it continues, which takes " + new AccessDuration(in.had());
  }

  /// Returns the names, joined with `or`.
  static String anyOf(Collection<Group> groups) {
    return groups.stream().map(Group::name).collect(Collectors.joining(" or "));
  }

  private static String audience(Audience audience) {
    return switch (audience) {
      case Audience.Everybody _ -> "everybody who is signed in";
      case Audience.Members(SortedSet<Group> groups) -> {
        int more = groups.size() - SHOWN;
        yield anyOf(groups.stream().limit(SHOWN).toList())
            + (more > 0 ? " or " + more + " more groups" : "");
      }
    };
  }

  private static String uses(Set<Use> uses) {
    return uses.stream().map(Use::word).collect(Collectors.joining(", "));
  }

  private static String labels(SortedMap<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String begins(Hours hours, DecisionContext in) {
    return (in.begins().isAfter(in.now()) ? "it begins " : "it is ")
        + MINUTE.format(in.begins().atZone(hours.zone()))
        + " there";
  }

  private static String source(DecisionContext in) {
    return in.requester()
        .context()
        .source()
        .map(InetAddress::getHostAddress)
        .orElse("an unknown address");
  }

  private static String source(OnCall.Source source) {
    return switch (source) {
      case OnCall.Source.Claim(String name, SortedSet<String> values) ->
          "by the claim " + name + " (" + String.join(", ", values) + ")";
      case OnCall.Source.Members(SortedSet<Group> groups) ->
          "by group (" + String.join(", ", groups.stream().map(Group::name).toList()) + ")";
      case OnCall.Source.Turn(Rota rota) -> "by the rota " + rota.name();
    };
  }
}
