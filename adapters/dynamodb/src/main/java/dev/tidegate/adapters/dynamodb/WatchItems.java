package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.fault.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Writes the watch item of a grant: created with the grant to expire at its end, marked as
/// `ending` when a person ends it early, deleted only by TTL. The stream of the watch table tells
/// `end-grant` of both.
final class WatchItems {
  private static final String EXPIRES = "expiresAt";

  private final Optional<String> table;

  WatchItems(String table) {
    this(Optional.of(table));
  }

  private WatchItems(Optional<String> table) {
    this.table = table;
  }

  /// Returns the watch items of a store that has no table for them; a change that needs one is a
  /// bug of the caller.
  static WatchItems refused() {
    return new WatchItems(Optional.empty());
  }

  /// Returns the write of the watch item that a change needs, if any.
  Optional<TransactWriteItem> write(CaseChange change) {
    Optional<Grant> before = change.before().flatMap(of -> of.grant());
    Optional<Grant> after = change.after().grant();
    if (before.isEmpty()) {
      return after.map(this::put);
    }
    boolean ended = handedOver(before.get()) || after.filter(WatchItems::handedOver).isEmpty();
    return ended ? Optional.empty() : after.map(this::mark);
  }

  private String table(Grant grant) {
    return table.orElseThrow(
        () ->
            new Fault(
                Fault.Kind.BROKEN,
                grant.id() + ": a store without a watch table neither begins nor ends a grant"));
  }

  private static boolean handedOver(Grant grant) {
    return switch (grant) {
      case Grant.Scheduled _, Grant.Active _ -> false;
      case Grant.Ending ending -> handedOver(ending.cause());
      case Grant.Ended ended -> handedOver(ended.cause());
    };
  }

  /// Returns whether another function than `end-grant` began the end, so that the mark has to tell
  /// `end-grant` of it. `end-grant` may not and need not mark what it begins itself.
  private static boolean handedOver(EndCause cause) {
    return switch (cause) {
      case EndCause.Revoked _, EndCause.Withdrawn _, EndCause.Ineligible _ -> true;
      case EndCause.Time _, EndCause.Rewritten _ -> false;
    };
  }

  private TransactWriteItem put(Grant grant) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put(Keys.GRANT, AttributeValues.text(grant.id().text()));
    item.put(EXPIRES, AttributeValues.number(grant.terms().endsAt().getEpochSecond()));
    item.put("form", AttributeValues.number(CaseItems.FORM));
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table(grant))
                .item(item)
                .conditionExpression("attribute_not_exists(grantId)")
                .build())
        .build();
  }

  /// Marks the item. If TTL has already deleted it, it is created again with an expiry in the past,
  /// so that it never delays a revoke.
  private TransactWriteItem mark(Grant grant) {
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(table(grant))
                .key(Map.of(Keys.GRANT, AttributeValues.text(grant.id().text())))
                .updateExpression("SET ending = :yes, expiresAt = if_not_exists(expiresAt, :end)")
                .expressionAttributeValues(
                    Map.of(
                        ":yes", AttributeValues.flag(true),
                        ":end", AttributeValues.number(grant.terms().endsAt().getEpochSecond())))
                .build())
        .build();
  }
}
