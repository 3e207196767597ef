package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes the submission within a case item. The stored hash is only for people; reading
/// computes it from the other attributes, so changing it has no effect.
final class SubmissionItems {
  private SubmissionItems() {}

  static Map<String, AttributeValue> write(Submission submission) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("id", AttributeValues.text(submission.id().text()));
    map.put("requester", AttributeValues.map(PrincipalItems.write(submission.requester())));
    map.put("ask", AttributeValues.map(write(submission.ask())));
    map.put("account", AttributeValues.map(AccountItems.write(submission.account())));
    map.put("target", AttributeValues.map(AccountItems.write(submission.target())));
    map.put(
        "permissions",
        AttributeValues.maps(
            submission.permissions().stream().map(SubmissionItems::write).toList()));
    map.put("decision", AttributeValues.map(DecisionItems.write(submission.decision())));
    map.put("at", AttributeValues.instant(submission.at()));
    map.put("answerBy", AttributeValues.instant(submission.answerBy()));
    map.put("hash", AttributeValues.text(submission.hash()));
    submission.description().ifPresent(text -> map.put("description", AttributeValues.text(text)));
    submission
        .continues()
        .ifPresent(before -> map.put("continues", AttributeValues.map(write(before))));
    return map;
  }

  static Submission read(Item map) {
    return new Submission(
        new RequestId(map.text("id")),
        PrincipalItems.read(map.map("requester")),
        ask(map.map("ask")),
        AccountItems.account(map.map("account")),
        AccountItems.target(map.map("target")),
        map.maps("permissions").stream().map(SubmissionItems::permission).toList(),
        DecisionItems.read(map.map("decision")),
        map.instant("at"),
        map.instant("answerBy"),
        map.maybeMap("continues").map(SubmissionItems::continuation),
        map.maybeText("description"));
  }

  private static Map<String, AttributeValue> write(Continuation before) {
    return Map.of(
        "of", AttributeValues.text(before.of().text()),
        "had", AttributeValues.text(before.had().toString()),
        "number", AttributeValues.number(before.number()));
  }

  private static Continuation continuation(Item map) {
    return new Continuation(
        new RequestId(map.text("of")), Duration.parse(map.text("had")), map.count("number"));
  }

  private static Map<String, AttributeValue> write(RequestedAccess requested) {
    SortedMap<String, String> parameters = new TreeMap<>();
    requested.parameters().forEach((name, value) -> parameters.put(name.text(), value));
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("entitlement", AttributeValues.text(requested.entitlement().text()));
    map.put("parameters", AttributeValues.texts(parameters));
    map.put("duration", AttributeValues.text(requested.duration().toString()));
    map.put("use", AttributeValues.text(requested.use().word()));
    requested.ticket().ifPresent(ticket -> map.put("ticket", AttributeValues.text(ticket)));
    map.put("reason", AttributeValues.text(requested.reason()));
    requested.startsAt().ifPresent(start -> map.put("startsAt", AttributeValues.instant(start)));
    if (requested.breakGlass()) {
      map.put("breakGlass", AttributeValues.flag(true));
    }
    return map;
  }

  private static RequestedAccess ask(Item map) {
    SortedMap<Name, String> parameters = new TreeMap<>();
    map.textMap("parameters").forEach((name, value) -> parameters.put(new Name(name), value));
    return new RequestedAccess(
        new Name(map.text("entitlement")),
        parameters,
        map.word("duration", AccessDuration::parse),
        map.word("use", Use::of),
        map.maybeText("ticket"),
        map.text("reason"),
        map.maybeInstant("startsAt"),
        map.attributes().containsKey("breakGlass") && map.flag("breakGlass"));
  }

  private static Map<String, AttributeValue> write(Permission permission) {
    return Map.of(
        "actions", AttributeValues.texts(permission.actions()),
        "resources", AttributeValues.texts(permission.resources()),
        "conditions",
            AttributeValues.maps(
                permission.conditions().stream().map(SubmissionItems::write).toList()));
  }

  private static Permission permission(Item map) {
    return new Permission(
        map.texts("actions"),
        map.texts("resources"),
        map.maps("conditions").stream().map(SubmissionItems::restriction).toList());
  }

  private static Map<String, AttributeValue> write(Permission.Restriction restriction) {
    return Map.of(
        "operator", AttributeValues.text(restriction.operator()),
        "key", AttributeValues.text(restriction.key()),
        "values", AttributeValues.texts(restriction.values()));
  }

  private static Permission.Restriction restriction(Item map) {
    return new Permission.Restriction(map.text("operator"), map.text("key"), map.texts("values"));
  }
}
