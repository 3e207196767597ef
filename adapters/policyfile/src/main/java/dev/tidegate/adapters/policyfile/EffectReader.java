package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Guardrails;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads the effect of a rule: deny, allow, need approvers, or break-glass.
final class EffectReader {
  private static final int MOST_SETS = 5;
  private static final int MOST_COUNT = 10;

  /// Each group gets an item in the transaction that creates a request, and a transaction is
  /// limited to 100 items.
  private static final int MOST_APPROVER_GROUPS = 50;

  private static final Duration ANSWER_WITHIN = Guardrails.ANSWER_WITHIN;
  private static final Duration LEAST_WAIT = Duration.ofMinutes(5);
  private static final Duration MOST_WAIT = Duration.ofDays(7);

  private final FileGroups groups;

  EffectReader(FileGroups groups) {
    this.groups = groups;
  }

  Optional<Rule.Effect> read(YamlMapping fields, EffectKey kind) {
    YamlValue at = fields.need(kind.word()).orElseThrow();
    return switch (kind) {
      case APPROVERS -> approve(fields, at);
      case APPROVAL -> {
        fields.refuse("nobody has to answer", "answerWithin");
        yield at.text("none", text -> Optional.of(text).filter("none"::equals))
            .map(_ -> new Rule.Effect.Allow());
      }
      case BREAK_GLASS -> {
        fields.refuse("nobody has to answer", "answerWithin");
        fields.refuse("the glass is broken at once", "startWithin");
        yield breakGlass(at);
      }
      case DENY -> {
        fields.refuse(
            "a deny has no approval and no limits",
            "longest",
            "startWithin",
            "ticket",
            "answerWithin");
        fields.refuse("a deny cannot rest on what a call may not tell", "mfa", "network", "onCall");
        yield at.isTrue() ? Optional.of(new Rule.Effect.Deny()) : Optional.empty();
      }
    };
  }

  private Optional<Rule.Effect> approve(YamlMapping fields, YamlValue at) {
    Optional<List<ApproverSet>> sets = sets(at);
    Optional<Duration> within =
        fields.get("answerWithin").isEmpty()
            ? Optional.of(ANSWER_WITHIN)
            : fields.get("answerWithin").flatMap(EffectReader::wait);
    return within.isEmpty()
        ? Optional.empty()
        : sets.map(all -> new Rule.Effect.Approve(all, within.get()));
  }

  /// Reads sets of approvers, each with a unique name; empty when one could not be read.
  Optional<List<ApproverSet>> sets(YamlValue at) {
    List<ApproverSet> sets = new ArrayList<>();
    Set<Name> names = new HashSet<>();
    List<YamlValue> items = at.items(MOST_SETS);
    for (YamlValue item : items) {
      set(item, names).ifPresent(sets::add);
    }
    long told = sets.stream().flatMap(set -> set.groups().stream()).distinct().count();
    if (told > MOST_APPROVER_GROUPS) {
      at.report(
          FindingCode.TOO_MANY,
          "at most "
              + MOST_APPROVER_GROUPS
              + " groups of approvers expected, found "
              + told
              + " with the members of the file's groups");
    }
    return sets.isEmpty() || sets.size() < items.size() ? Optional.empty() : Optional.of(sets);
  }

  private Optional<Rule.Effect> breakGlass(YamlValue at) {
    YamlMapping fields = at.fields("longest", "review");
    Optional<AccessDuration> longest = fields.need("longest").flatMap(CommonReaders::span);
    Optional<YamlMapping> review =
        fields.need("review").map(duty -> duty.fields("groups", "within"));
    SortedSet<Group> members =
        review.flatMap(duty -> duty.need("groups")).map(groups::read).orElse(new TreeSet<>());
    if (members.size() > MOST_APPROVER_GROUPS) {
      at.report(
          FindingCode.TOO_MANY,
          "at most "
              + MOST_APPROVER_GROUPS
              + " groups of reviewers expected, found "
              + members.size()
              + " with the members of the file's groups");
    }
    Optional<Duration> within =
        review.flatMap(duty -> duty.need("within")).flatMap(EffectReader::wait);
    return longest.isEmpty() || members.isEmpty() || within.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Rule.Effect.BreakGlass(longest.get(), new AfterReviewDuty(members, within.get())));
  }

  private static Optional<Duration> wait(YamlValue at) {
    return at.text(
        "a duration from 5m to 168h",
        text ->
            AccessDuration.parse(text)
                .map(AccessDuration::length)
                .filter(one -> one.compareTo(LEAST_WAIT) >= 0 && one.compareTo(MOST_WAIT) <= 0));
  }

  private Optional<ApproverSet> set(YamlValue at, Set<Name> names) {
    YamlMapping fields = at.fields("name", "groups", "count");
    Optional<Name> name = fields.need("name").flatMap(YamlValue::name);
    if (name.filter(found -> !names.add(found)).isPresent()) {
      at.report(
          FindingCode.DUPLICATE_VALUE,
          "a name of its own expected, but another set here is called "
              + Excerpt.quoted(name.get().text()));
    }
    SortedSet<Group> members = fields.need("groups").map(groups::read).orElse(new TreeSet<>());
    Optional<Integer> count =
        fields.get("count").isEmpty()
            ? Optional.of(1)
            : fields.get("count").flatMap(value -> value.whole(1, MOST_COUNT));
    return name.isEmpty() || members.isEmpty() || count.isEmpty()
        ? Optional.empty()
        : Optional.of(new ApproverSet(name.get(), members, count.get()));
  }
}
