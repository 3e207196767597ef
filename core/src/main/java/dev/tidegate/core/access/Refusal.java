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

/// Somebody was told no: who, what they tried, on which request, and why.
///
/// Equal refusals are counted, not recorded one by one: of the same person on the same day (UTC)
/// for the same request and reason, whatever numbers the reason holds. The first is an event; the
/// repetitions are further events when there are 10, 100, 1,000 ... of them, each with the count
/// and the times of the first and the last. Nobody can fill the record by asking again.
///
/// They are kept in a chain of the person's own for that day, so that no refusal is in the way of
/// anybody else.
///
/// @param about the request that was acted upon; nothing when there is none yet
/// @param details text by key, as in the event; never a secret
public record Refusal(
    Principal who,
    EventType type,
    Optional<RequestId> about,
    SortedMap<String, String> details,
    Instant at) {
  /// The most events that a chain of one person and one day takes; what is refused for other
  /// reasons after that is counted as one.
  public static final int MOST_EVENTS = 500;

  /// What the subject of such a chain begins with.
  public static final String SUBJECT = "refused-";

  private static final int FACTOR = 10;

  public Refusal {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    at = at.truncatedTo(ChronoUnit.SECONDS);
  }

  /// How often it was refused so.
  ///
  /// @param told how often, as far as the record says
  public record Count(long times, long told, Instant first, Instant last) {
    /// Returns whether the record is to be told of it again.
    public boolean isDue() {
      return times >= told * FACTOR;
    }
  }

  /// Returns the subject of the chain that it is recorded in: `refused-` and 16 characters that
  /// belong to the person and the day.
  public String chain() {
    String day = at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    return SUBJECT + RequestId.of(who.id(), "\u0000refused " + day).suffix();
  }

  /// Returns what tells it from other refusals of its chain, 64 hexadecimal digits.
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

  /// Returns the details of an event that tells of repetitions.
  public Map<String, String> repeated(Count count) {
    SortedMap<String, String> all = new TreeMap<>(first());
    all.put("count", Long.toString(count.times()));
    all.put("more", Long.toString(count.times() - count.told()));
    all.put("first", count.first().toString());
    all.put("last", count.last().toString());
    return all;
  }

  /// Returns what takes its place in a chain that is full.
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
