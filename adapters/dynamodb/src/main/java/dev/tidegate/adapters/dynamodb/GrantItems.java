package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.Revocation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes the grant within a case item. It is self-contained: ending a grant reads
/// nothing else.
final class GrantItems {
  private GrantItems() {}

  static Map<String, AttributeValue> write(Grant grant) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("state", AttributeValues.text(CaseState.of(grant).word()));
    map.putAll(write(grant.terms()));
    switch (grant) {
      case Grant.Scheduled _ -> {}
      case Grant.Active active -> map.put("activeSince", AttributeValues.instant(active.since()));
      case Grant.Ending ending -> {
        map.put("cause", AttributeValues.map(write(ending.cause())));
        map.put("endingSince", AttributeValues.instant(ending.at()));
        map.put("attempts", AttributeValues.number(ending.attempts()));
        map.put("giverGone", AttributeValues.flag(ending.giverGone()));
      }
      case Grant.Ended ended -> {
        map.put("cause", AttributeValues.map(write(ended.cause())));
        map.put("endingSince", AttributeValues.instant(ended.since()));
        map.put("endedAt", AttributeValues.instant(ended.at()));
        map.put("cut", AttributeValues.map(write(ended.cut())));
      }
    }
    return map;
  }

  static Grant read(Item map) {
    GrantTerms terms = terms(map);
    return switch (map.word("state", CaseState::of)) {
      case SCHEDULED -> new Grant.Scheduled(terms);
      case ACTIVE -> new Grant.Active(terms, map.instant("activeSince"));
      case ENDING ->
          new Grant.Ending(
              terms,
              cause(map.map("cause")),
              map.instant("endingSince"),
              map.count("attempts"),
              map.flag("giverGone"));
      case ENDED ->
          new Grant.Ended(
              terms,
              cause(map.map("cause")),
              map.instant("endingSince"),
              map.instant("endedAt"),
              cut(map.map("cut")));
      case PENDING, APPROVED, DENIED, WITHDRAWN, EXPIRED ->
          throw map.broken("state", "a state of a grant expected");
    };
  }

  private static Map<String, AttributeValue> write(GrantTerms terms) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("id", AttributeValues.text(terms.id().text()));
    map.put("account", AttributeValues.map(AccountItems.write(terms.account())));
    map.put("target", AttributeValues.map(AccountItems.write(terms.target())));
    map.put("startsAt", AttributeValues.instant(terms.startsAt()));
    map.put("endsAt", AttributeValues.instant(terms.endsAt()));
    return map;
  }

  private static GrantTerms terms(Item map) {
    return new GrantTerms(
        new GrantId(map.text("id")),
        AccountItems.account(map.map("account")),
        AccountItems.target(map.map("target")),
        map.instant("startsAt"),
        map.instant("endsAt"));
  }

  private static Map<String, AttributeValue> write(EndCause cause) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("why", AttributeValues.text(cause.word()));
    switch (cause) {
      case EndCause.Time _ -> {}
      case EndCause.Revoked revoked -> {
        map.put("by", AttributeValues.map(PrincipalItems.write(revoked.by())));
        map.put("reason", AttributeValues.text(revoked.reason()));
      }
      case EndCause.Withdrawn withdrawn ->
          map.put("by", AttributeValues.map(PrincipalItems.write(withdrawn.by())));
      case EndCause.Ineligible(String reason) -> map.put("reason", AttributeValues.text(reason));
      case EndCause.Rewritten(String reason) -> map.put("reason", AttributeValues.text(reason));
    }
    return map;
  }

  private static EndCause cause(Item map) {
    return switch (map.text("why")) {
      case "time" -> new EndCause.Time();
      case "revoked" ->
          new EndCause.Revoked(PrincipalItems.person(map.map("by")), map.text("reason"));
      case "withdrawn" -> new EndCause.Withdrawn(PrincipalItems.person(map.map("by")));
      case "ineligible" -> new EndCause.Ineligible(map.text("reason"));
      case "rewritten" -> new EndCause.Rewritten(map.text("reason"));
      case String other -> throw map.broken("why", "'" + other + "' is not known here");
    };
  }

  private static Map<String, AttributeValue> write(Revocation cut) {
    return switch (cut) {
      case Revocation.Nothing _ -> cut("nothing", Map.of());
      case Revocation.Standing standing -> cut("standing", Map.of("until", standing.until()));
      case Revocation.RoleWide wide ->
          cut("role-wide", Map.of("before", wide.before(), "until", wide.until()));
      case Revocation.Removed removed -> cut("removed", Map.of("at", removed.at()));
    };
  }

  private static Map<String, AttributeValue> cut(String kind, Map<String, Instant> times) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("kind", AttributeValues.text(kind));
    times.forEach((name, at) -> map.put(name, AttributeValues.instant(at)));
    return map;
  }

  private static Revocation cut(Item map) {
    return switch (map.text("kind")) {
      case "nothing" -> new Revocation.Nothing();
      case "standing" -> new Revocation.Standing(map.instant("until"));
      case "role-wide" -> new Revocation.RoleWide(map.instant("before"), map.instant("until"));
      case "removed" -> new Revocation.Removed(map.instant("at"));
      case String other -> throw map.broken("kind", "'" + other + "' is not known here");
    };
  }
}
