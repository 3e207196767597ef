package dev.tidegate.core.activity;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What a grant's sessions did, in counts of bounded size, whatever they do.
///
/// The first [#ACTIONS] actions and [#RESOURCES] resources are counted by name, all others
/// together. The first [#KEPT] records are kept for the timeline, at most [#KEPT_OF_ONE] of one
/// action with one outcome, so that many calls of one kind do not hide a single one of another. Up
/// to [#EXACT] records each is counted once, however often it is delivered; from there on each
/// delivery counts.
///
/// @param records the number of records
/// @param kinds the number of records of each kind
/// @param issued the number of sessions whose creation was seen
/// @param used the number of all other records; zero when nothing was done
/// @param kept the number of records in the timeline
/// @param findings how often each finding occurred, by [ActivityFinding#key]
public record ActivitySummary(
    SortedMap<String, ActionCount> actions,
    int otherActions,
    SortedMap<String, Integer> resources,
    int otherResources,
    Optional<Instant> first,
    Optional<Instant> last,
    int records,
    SortedMap<ActivityRecord.Kind, Integer> kinds,
    int issued,
    int used,
    int refused,
    int kept,
    SortedMap<String, Integer> findings) {
  public static final int ACTIONS = 200;
  public static final int RESOURCES = 100;
  public static final int KEPT = 200;
  public static final int KEPT_OF_ONE = 20;
  public static final int EXACT = 5_000;

  /// The summary before anything was seen.
  public static final ActivitySummary NONE =
      new ActivitySummary(
          new TreeMap<>(),
          0,
          new TreeMap<>(),
          0,
          Optional.empty(),
          Optional.empty(),
          0,
          new TreeMap<>(),
          0,
          0,
          0,
          0,
          new TreeMap<>());

  public ActivitySummary {
    actions = Collections.unmodifiableSortedMap(new TreeMap<>(actions));
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
    kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
    findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
  }

  /// How often one action was called, by outcome, and how many of those records are in the
  /// timeline.
  public record ActionCount(int done, int refused, int outside, int failed, int kept) {
    static final ActionCount NONE = new ActionCount(0, 0, 0, 0, 0);

    /// Returns the number of calls.
    public int calls() {
      return done + refused + outside + failed;
    }

    ActionCount plus(ActivityRecord.Outcome outcome, boolean keeping) {
      int more = keeping ? kept + 1 : kept;
      return switch (outcome) {
        case DONE -> new ActionCount(done + 1, refused, outside, failed, more);
        case REFUSED -> new ActionCount(done, refused + 1, outside, failed, more);
        case OUTSIDE -> new ActionCount(done, refused, outside + 1, failed, more);
        case FAILED -> new ActionCount(done, refused, outside, failed + 1, more);
      };
    }
  }

  /// Returns whether these numbers are exact: each of the records was counted once, however often
  /// it was delivered.
  public boolean exact() {
    return records <= EXACT;
  }

  /// Returns whether the numbers stay exact when one more record is counted, so that its delivery
  /// is to be marked.
  public boolean staysExact() {
    return records < EXACT;
  }

  /// Returns whether the timeline has room for `record`.
  public boolean keeps(ActivityRecord record) {
    ActionCount count = actions.get(record.action());
    boolean known = count != null || actions.size() < ACTIONS;
    return known && kept < KEPT && (count == null ? 0 : count.kept()) < KEPT_OF_ONE;
  }

  /// Returns this summary with one more record.
  public ActivitySummary plus(ActivityRecord record) {
    boolean keeping = keeps(record);
    boolean named = actions.containsKey(record.action()) || actions.size() < ACTIONS;
    SortedMap<String, ActionCount> byAction = actions;
    if (named) {
      ActionCount before = actions.getOrDefault(record.action(), ActionCount.NONE);
      byAction = with(actions, record.action(), before.plus(record.outcome(), keeping));
    }
    SortedMap<String, Integer> byResource = new TreeMap<>(resources);
    int elsewhere = otherResources;
    for (String resource : record.resources()) {
      if (byResource.containsKey(resource) || byResource.size() < RESOURCES) {
        byResource.merge(resource, 1, Integer::sum);
      } else {
        elsewhere++;
      }
    }
    boolean issue = record.kind() == ActivityRecord.Kind.ISSUE;
    return new ActivitySummary(
        byAction,
        named ? otherActions : otherActions + 1,
        byResource,
        elsewhere,
        earlier(first, record.at()),
        later(last, record.at()),
        records + 1,
        with(kinds, record.kind(), kinds.getOrDefault(record.kind(), 0) + 1),
        issue ? issued + 1 : issued,
        issue ? used : used + 1,
        record.outcome().refused() ? refused + 1 : refused,
        keeping ? kept + 1 : kept,
        findings);
  }

  /// Returns this summary with one more occurrence of a finding.
  public ActivitySummary plus(ActivityFinding finding) {
    int before = findings.getOrDefault(finding.key(), 0);
    return copy(all -> with(all, finding.key(), before + 1));
  }

  private ActivitySummary copy(UnaryOperator<SortedMap<String, Integer>> change) {
    return new ActivitySummary(
        actions,
        otherActions,
        resources,
        otherResources,
        first,
        last,
        records,
        kinds,
        issued,
        used,
        refused,
        kept,
        change.apply(findings));
  }

  private static <K, V> SortedMap<K, V> with(SortedMap<K, V> map, K key, V value) {
    SortedMap<K, V> copy = new TreeMap<>(map);
    copy.put(key, value);
    return copy;
  }

  private static Optional<Instant> earlier(Optional<Instant> known, Instant at) {
    return Optional.of(known.filter(first -> first.isBefore(at)).orElse(at));
  }

  private static Optional<Instant> later(Optional<Instant> known, Instant at) {
    return Optional.of(known.filter(last -> last.isAfter(at)).orElse(at));
  }
}
