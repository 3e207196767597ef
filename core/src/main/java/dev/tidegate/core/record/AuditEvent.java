package dev.tidegate.core.record;

import dev.tidegate.core.digest.HashInput;
import dev.tidegate.core.digest.Utf8;
import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One entry of the record: who did what, when, to which subject, and why. It is chained to the
/// previous event by hash.
///
/// @param subject the subject of the chain: a request id, `policy`, or the name of a function with
///   its own chain
/// @param actorId the canonical identity; `actorLabel` is for display only
/// @param at in whole seconds, so that exports can be verified; never earlier than the previous
///   event, so that the order of time is the order of the chain
/// @param details text by key; never a secret
public record AuditEvent(
    String subject,
    int seq,
    Instant at,
    EventType type,
    String actorId,
    String actorLabel,
    SortedMap<String, String> details,
    String prev,
    String hash) {
  public AuditEvent {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /// Creates the event that follows `head`. When the clocks of two functions that write to one
  /// chain differ, the later event takes the time of the one before instead of an earlier one.
  ///
  /// @throws IllegalArgumentException when a text has an unpaired surrogate, which callers check
  ///   when they read input
  public static AuditEvent after(
      ChainHead head,
      String subject,
      Instant at,
      EventType type,
      Actor actor,
      Map<String, String> details) {
    Instant own = at.truncatedTo(ChronoUnit.SECONDS);
    Instant second = own.isBefore(head.at()) ? head.at() : own;
    String hash =
        hash(
            subject,
            head.seq() + 1,
            second,
            type.word(),
            actor.id(),
            actor.label(),
            details,
            head.hash());
    return new AuditEvent(
        subject,
        head.seq() + 1,
        second,
        type,
        actor.id(),
        actor.label(),
        new TreeMap<>(details),
        head.hash(),
        hash);
  }

  /// Returns the head of a chain that ends with this event.
  public ChainHead head() {
    return new ChainHead(seq, hash, at);
  }

  /// Returns whether the event's hash matches its content. Content that is not well-formed text has
  /// no hash.
  public boolean isIntact() {
    return isWellFormed()
        && hash.equals(hash(subject, seq, at, type.word(), actorId, actorLabel, details, prev));
  }

  private boolean isWellFormed() {
    return Stream.concat(
            Stream.of(subject, actorId, actorLabel, prev),
            details.entrySet().stream().flatMap(one -> Stream.of(one.getKey(), one.getValue())))
        .allMatch(Utf8::isWellFormed);
  }

  /// Returns whether this event directly follows `head`.
  public boolean follows(ChainHead head) {
    return seq == head.seq() + 1 && prev.equals(head.hash()) && !at.isBefore(head.at());
  }

  /// Returns the number of the first event of `subject` that does not follow from the ones before
  /// it, or is missing before `end`; empty when the chain is intact.
  public static Optional<Integer> firstBreak(
      String subject, List<AuditEvent> chain, ChainHead end) {
    Optional<Integer> broken = firstBreak(subject, chain);
    ChainHead last = chain.isEmpty() ? ChainHead.START : chain.getLast().head();
    if (broken.isPresent() || last.equals(end)) {
      return broken;
    }
    int rewritten = Math.max(1, end.seq());
    return Optional.of(last.seq() == end.seq() ? rewritten : Math.min(last.seq(), end.seq()) + 1);
  }

  /// Returns the number of the first event of `subject` that does not follow from the ones before
  /// it. It cannot tell whether events are missing at the end.
  public static Optional<Integer> firstBreak(String subject, List<AuditEvent> chain) {
    ChainHead head = ChainHead.START;
    for (AuditEvent event : chain) {
      if (!event.subject.equals(subject) || !event.follows(head) || !event.isIntact()) {
        return Optional.of(head.seq() + 1);
      }
      head = event.head();
    }
    return Optional.empty();
  }

  /// Returns the hash over the content of an event, whether or not its type is known here.
  ///
  /// @throws IllegalArgumentException when a text has an unpaired surrogate
  public static String hash(
      String subject,
      int seq,
      Instant at,
      String type,
      String actorId,
      String actorLabel,
      Map<String, String> details,
      String prev) {
    return new HashInput()
        .add("tidegate event 1")
        .add(subject)
        .add(seq)
        .add(at.toString())
        .add(type)
        .add(actorId)
        .add(actorLabel)
        .add(details)
        .add(prev)
        .hex();
  }
}
