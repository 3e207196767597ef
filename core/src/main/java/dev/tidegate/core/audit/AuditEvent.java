package dev.tidegate.core.audit;

import dev.tidegate.core.digest.Fields;
import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One entry of the record: who did what, when, to which subject, and why; chained to the one
/// before by hash.
///
/// @param subject what the chain is about: a request id, or `policy`
/// @param actorId canonical identity; `actorLabel` is for reading only
/// @param at in whole seconds, as every export writes it, so that an export can be verified
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

  /// Makes the event that follows `head`.
  public static AuditEvent after(
      ChainHead head,
      String subject,
      Instant at,
      EventType type,
      Actor actor,
      Map<String, String> details) {
    Instant second = at.truncatedTo(ChronoUnit.SECONDS);
    String hash =
        digest(
            subject, head.seq() + 1, second, type, actor.id(), actor.label(), details, head.hash());
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
    return new ChainHead(seq, hash);
  }

  /// Returns the number of the first event of `subject` that does not follow from the ones before
  /// it, or is missing before `end`; nothing when the chain is whole.
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
      String expected =
          digest(
              subject,
              head.seq() + 1,
              event.at,
              event.type,
              event.actorId,
              event.actorLabel,
              event.details,
              head.hash());
      if (!event.subject.equals(subject)
          || event.seq != head.seq() + 1
          || !event.prev.equals(head.hash())
          || !event.hash.equals(expected)) {
        return Optional.of(head.seq() + 1);
      }
      head = event.head();
    }
    return Optional.empty();
  }

  private static String digest(
      String subject,
      int seq,
      Instant at,
      EventType type,
      String actorId,
      String actorLabel,
      Map<String, String> details,
      String prev) {
    return new Fields()
        .add("tidegate event 1")
        .add(subject)
        .add(seq)
        .add(at.toString())
        .add(type.word())
        .add(actorId)
        .add(actorLabel)
        .add(details)
        .add(prev)
        .hex();
  }
}
