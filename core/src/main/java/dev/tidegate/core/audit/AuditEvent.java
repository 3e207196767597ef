package dev.tidegate.core.audit;

import dev.tidegate.core.digest.Fields;
import dev.tidegate.core.principal.Actor;
import java.time.Instant;
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
    String hash =
        digest(subject, head.seq() + 1, at, type, actor.id(), actor.label(), details, head.hash());
    return new AuditEvent(
        subject,
        head.seq() + 1,
        at,
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

  /// Returns the number of the first event that does not follow from the ones before it; nothing
  /// when all do.
  public static Optional<Integer> firstBreak(List<AuditEvent> chain) {
    ChainHead head = ChainHead.START;
    for (AuditEvent event : chain) {
      String expected =
          digest(
              event.subject,
              head.seq() + 1,
              event.at,
              event.type,
              event.actorId,
              event.actorLabel,
              event.details,
              head.hash());
      if (event.seq != head.seq() + 1
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
