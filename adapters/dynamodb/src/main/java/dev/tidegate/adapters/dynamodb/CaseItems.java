package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SessionCount;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes the case item: an [AccessCase] as maps that people can read in the AWS console,
/// and the attributes for the indexes.
///
/// [#read] accepts the current form and the one before; [#write] writes the current one.
final class CaseItems {
  /// The version of the form that is written.
  static final long FORM = 1;

  private CaseItems() {}

  /// Writes a case.
  ///
  /// @param due when it needs attention; empty keeps it out of the due index
  static Map<String, AttributeValue> write(AccessCase of, Optional<Instant> due) {
    Submission submission = of.request().submission();
    Map<String, AttributeValue> item = new LinkedHashMap<>(Keys.ofCase(of.id()));
    item.put("form", AttributeValues.number(FORM));
    item.put("version", AttributeValues.number(of.version()));
    item.put("state", AttributeValues.text(CaseState.of(of.request()).word()));
    of.grant()
        .ifPresent(
            grant -> item.put("grantState", AttributeValues.text(CaseState.of(grant).word())));
    item.putAll(RequestItems.write(of.request()));
    of.grant().ifPresent(grant -> item.put("grant", AttributeValues.map(GrantItems.write(grant))));
    of.afterReview()
        .ifPresent(
            review -> item.put("afterReview", AttributeValues.map(AfterReviewItems.write(review))));
    of.continuedBy()
        .ifPresent(grant -> item.put("continuedBy", AttributeValues.text(grant.text())));
    item.put("sessions", AttributeValues.map(write(of.sessions())));
    item.put("head", LedgerItems.head(of.head()));
    String submitted = Keys.submitted(submission.at(), of.id());
    item.put(Keys.OWNER, AttributeValues.text(Keys.owner(submission.requester().id())));
    item.put(Keys.OWNER_SORT, AttributeValues.text(submitted));
    item.put(Keys.STATE, AttributeValues.text(Keys.state(of.state())));
    item.put(Keys.STATE_SORT, AttributeValues.text(submitted));
    due.ifPresent(at -> item.putAll(due(of.id(), at)));
    return item;
  }

  /// Returns the attributes that put a case into the due index, at the first whole second not
  /// before `at`, so that it never shows up early.
  static Map<String, AttributeValue> due(RequestId id, Instant at) {
    Instant second = at.truncatedTo(ChronoUnit.SECONDS);
    Instant due = second.equals(at) ? at : second.plusSeconds(1);
    return Map.of(
        Keys.DUE, AttributeValues.text(Keys.due(due, Keys.shard(id))),
        Keys.DUE_SORT, AttributeValues.text(Keys.dueSort(due, id.text())));
  }

  /// Reads a case in any form that this version knows.
  static AccessCase read(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    long form = item.number("form");
    if (form == FORM) {
      return readForm1(item);
    }
    throw item.broken("form", form + " is not one that this version reads (" + FORM + ")");
  }

  private static AccessCase readForm1(Item item) {
    try {
      Item sessions = item.map("sessions");
      return new AccessCase(
          RequestItems.read(item),
          item.attributes().containsKey("grant")
              ? Optional.of(GrantItems.read(item.map("grant")))
              : Optional.empty(),
          new SessionCount(sessions.count("count"), sessions.maybeInstant("lastExpiry")),
          LedgerItems.head(item),
          item.number("version"),
          item.maybeMap("afterReview").map(AfterReviewItems::read),
          item.maybeText("continuedBy").map(GrantId::new));
    } catch (IllegalArgumentException e) {
      throw new Fault(Fault.Kind.BROKEN, item.where() + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, AttributeValue> write(SessionCount sessions) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("count", AttributeValues.number(sessions.count()));
    sessions.lastExpiry().ifPresent(at -> map.put("lastExpiry", AttributeValues.instant(at)));
    return map;
  }
}
