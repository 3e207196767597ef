package dev.tidegate.core.activity;

import dev.tidegate.core.access.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An [ActivityStore] in memory, for tests. Safe for several threads.
public final class InMemoryActivityStore implements ActivityStore {
  private final Map<GrantId, Stored> summaries = new HashMap<>();
  private final Map<GrantId, List<ActivityRecord>> kept = new HashMap<>();
  private final Map<GrantId, Set<String>> marks = new HashMap<>();
  private final Map<String, Map<RoleSession, Integer>> sightings = new HashMap<>();
  private final Map<GrantId, Instant> reminders =
      new TreeMap<>(Comparator.comparing(GrantId::text));

  /// How often [#append] was called.
  public int appends;

  @Override
  public synchronized Stored load(GrantId grant) {
    return summaries.getOrDefault(grant, NOTHING);
  }

  @Override
  public synchronized Set<String> seen(GrantId grant, Collection<String> ids) {
    Set<String> seen = new HashSet<>(marks.getOrDefault(grant, Set.of()));
    kept.getOrDefault(grant, List.of()).forEach(record -> seen.add(record.id()));
    seen.retainAll(ids);
    return seen;
  }

  @Override
  public synchronized boolean append(Entry entry, Instant now) {
    appends++;
    if (load(entry.grant()).version() != entry.before()) {
      return false;
    }
    summaries.put(entry.grant(), new Stored(entry.after(), entry.before() + 1));
    kept.computeIfAbsent(entry.grant(), _ -> new ArrayList<>()).addAll(entry.kept());
    marks.computeIfAbsent(entry.grant(), _ -> new HashSet<>()).addAll(entry.marks());
    return true;
  }

  @Override
  public synchronized Timeline timeline(GrantId grant) {
    return new Timeline(
        load(grant).summary(),
        kept.getOrDefault(grant, List.of()).stream()
            .sorted(Comparator.comparing(ActivityRecord::at).thenComparing(ActivityRecord::id))
            .toList());
  }

  @Override
  public synchronized Sighting sighting(RoleSession session, Instant now) {
    Map<RoleSession, Integer> today = sightings.getOrDefault(day(session, now), Map.of());
    if (today.containsKey(session)) {
      return Sighting.AGAIN;
    }
    return today.size() < MOST_SIGHTINGS ? Sighting.FIRST : Sighting.TOO_MANY;
  }

  @Override
  public synchronized void sighted(RoleSession session, int records, Instant now) {
    if (sighting(session, now) != Sighting.TOO_MANY) {
      sightings
          .computeIfAbsent(day(session, now), _ -> new HashMap<>())
          .merge(session, records, Integer::sum);
    }
  }

  private static String day(RoleSession session, Instant now) {
    return session.account() + "/" + session.role() + LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  @Override
  public synchronized void lookAgain(GrantId grant, Instant at) {
    reminders.put(grant, at);
  }

  @Override
  public synchronized List<Reminder> toLookAt(Instant now, int limit) {
    return reminders.entrySet().stream()
        .filter(entry -> !entry.getValue().isAfter(now))
        .filter(entry -> entry.getValue().isAfter(now.minus(Duration.ofDays(7))))
        .limit(limit)
        .map(entry -> new Reminder(entry.getKey(), entry.getValue()))
        .collect(Collectors.toList());
  }

  @Override
  public synchronized void done(Reminder reminder) {
    reminders.remove(reminder.grant(), reminder.at());
  }
}
