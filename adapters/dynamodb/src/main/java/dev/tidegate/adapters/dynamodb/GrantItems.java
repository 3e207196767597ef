package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.Cut;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.State;
import dev.tidegate.core.access.Terms;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The grant within a case item, complete in itself: ending it reads nothing else.
final class GrantItems {
  private GrantItems() {}

  static Map<String, AttributeValue> write(Grant grant) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("state", Values.text(State.of(grant).word()));
    map.putAll(write(grant.terms()));
    switch (grant) {
      case Grant.Scheduled _ -> {}
      case Grant.Active active -> map.put("activeSince", Values.instant(active.since()));
      case Grant.Ending ending -> {
        map.put("cause", Values.map(write(ending.cause())));
        map.put("endingSince", Values.instant(ending.at()));
        map.put("attempts", Values.number(ending.attempts()));
        map.put("giverGone", Values.flag(ending.giverGone()));
      }
      case Grant.Ended ended -> {
        map.put("cause", Values.map(write(ended.cause())));
        map.put("endingSince", Values.instant(ended.since()));
        map.put("endedAt", Values.instant(ended.at()));
        map.put("cut", Values.map(write(ended.cut())));
      }
    }
    return map;
  }

  static Grant read(Item map) {
    Terms terms = terms(map);
    return switch (map.word("state", State::of)) {
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

  private static Map<String, AttributeValue> write(Terms terms) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("id", Values.text(terms.id().text()));
    map.put("account", Values.map(AccountItems.write(terms.account())));
    map.put("target", Values.map(AccountItems.write(terms.target())));
    map.put("startsAt", Values.instant(terms.startsAt()));
    map.put("endsAt", Values.instant(terms.endsAt()));
    return map;
  }

  private static Terms terms(Item map) {
    return new Terms(
        new GrantId(map.text("id")),
        AccountItems.account(map.map("account")),
        AccountItems.target(map.map("target")),
        map.instant("startsAt"),
        map.instant("endsAt"));
  }

  private static Map<String, AttributeValue> write(EndCause cause) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("why", Values.text(cause.word()));
    switch (cause) {
      case EndCause.Time _ -> {}
      case EndCause.Revoked revoked -> {
        map.put("by", Values.map(PrincipalItems.write(revoked.by())));
        map.put("reason", Values.text(revoked.reason()));
      }
      case EndCause.Withdrawn withdrawn ->
          map.put("by", Values.map(PrincipalItems.write(withdrawn.by())));
      case EndCause.Ineligible(String reason) -> map.put("reason", Values.text(reason));
      case EndCause.Rewritten(String reason) -> map.put("reason", Values.text(reason));
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

  private static Map<String, AttributeValue> write(Cut cut) {
    return switch (cut) {
      case Cut.Nothing _ -> cut("nothing", Map.of());
      case Cut.Standing standing -> cut("standing", Map.of("until", standing.until()));
      case Cut.RoleWide wide ->
          cut("role-wide", Map.of("before", wide.before(), "until", wide.until()));
      case Cut.Removed removed -> cut("removed", Map.of("at", removed.at()));
    };
  }

  private static Map<String, AttributeValue> cut(String kind, Map<String, Instant> times) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("kind", Values.text(kind));
    times.forEach((name, at) -> map.put(name, Values.instant(at)));
    return map;
  }

  private static Cut cut(Item map) {
    return switch (map.text("kind")) {
      case "nothing" -> new Cut.Nothing();
      case "standing" -> new Cut.Standing(map.instant("until"));
      case "role-wide" -> new Cut.RoleWide(map.instant("before"), map.instant("until"));
      case "removed" -> new Cut.Removed(map.instant("at"));
      case String other -> throw map.broken("kind", "'" + other + "' is not known here");
    };
  }
}
