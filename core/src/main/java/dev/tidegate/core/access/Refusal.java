package dev.tidegate.core.access;

import dev.tidegate.core.digest.HashInput;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A refusal: who was refused, what they tried, on which request, and why.
///
/// Equal refusals are counted and not recorded one by one. They are equal for the same person, day
/// (UTC), request and reason, ignoring numbers in the reason. The first is an event, and there are
/// further events after 10, 100, 1,000 ... repetitions, each with the count and the times of the
/// first and the last. So nobody can fill the record by repeating a request.
///
/// They are stored in a chain of their own for each person and day, so that they never conflict
/// with the work of others.
///
/// @param about the request that it concerns; empty when there is none yet
/// @param details text by key, as in the event; never a secret
public record Refusal(
    Principal who,
    EventType type,
    Optional<RequestId> about,
    SortedMap<String, String> details,
    Instant at) {
  /// The limit on events in the chain of one person and day; refusals for further reasons are then
  /// counted as one.
  public static final int MOST_EVENTS = 500;

  /// The prefix of the subject of such a chain.
  public static final String SUBJECT = "refused-";

  private static final int FACTOR = 10;

  public Refusal {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    at = at.truncatedTo(ChronoUnit.SECONDS);
  }

  /// How often the same refusal occurred.
  ///
  /// @param told the count in the last event of the record
  public record Count(long times, long told, Instant first, Instant last) {
    /// Returns whether another event is due.
    public boolean isDue() {
      return times >= told * FACTOR;
    }
  }

  /// Returns the subject of its chain: `refused-` and 16 characters that identify the person and
  /// the day.
  public String chain() {
    String day = at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    return SUBJECT + RequestId.of(who.id(), "\u0000refused " + day).suffix();
  }

  /// Returns the key that distinguishes it from other refusals in its chain, 64 hexadecimal digits.
  public String key() {
    SortedMap<String, String> same = new TreeMap<>(details);
    same.computeIfPresent("why", (_, why) -> withoutNumbers(why));
    same.computeIfPresent("unmet", (_, unmet) -> withoutNumbers(unmet));
    return new HashInput()
        .add(type.word())
        .add(about.map(RequestId::text).orElse(""))
        .add(same)
        .hex();
  }

  /// Returns the details of the first event in the person's chain.
  public Map<String, String> first() {
    SortedMap<String, String> all = new TreeMap<>(details);
    about.ifPresent(request -> all.put("request", request.text()));
    return all;
  }

  /// Returns the details of an event about repetitions.
  public Map<String, String> repeated(Count count) {
    SortedMap<String, String> all = new TreeMap<>(first());
    all.put("count", Long.toString(count.times()));
    all.put("more", Long.toString(count.times() - count.told()));
    all.put("first", count.first().toString());
    all.put("last", count.last().toString());
    return all;
  }

  /// Returns the refusal to count instead when the chain is full.
  public Refusal further() {
    return new Refusal(
        who,
        type,
        Optional.empty(),
        new TreeMap<>(Map.of("why", "refused for more reasons than are recorded one by one")),
        at);
  }

  private static String withoutNumbers(String text) {
    return text.replaceAll("[0-9]+", "0");
  }
}
