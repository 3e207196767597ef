package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.entitlement.Ask;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Span;
import dev.tidegate.core.entitlement.Use;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What was submitted, within a case item. The hash is there for people to read; it is computed
/// again from the rest, so changing it changes nothing.
final class SubmissionItems {
  private SubmissionItems() {}

  static Map<String, AttributeValue> write(Submission submission) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("id", Values.text(submission.id().text()));
    map.put("requester", Values.map(PrincipalItems.write(submission.requester())));
    map.put("ask", Values.map(write(submission.ask())));
    map.put("account", Values.map(AccountItems.write(submission.account())));
    map.put("target", Values.map(AccountItems.write(submission.target())));
    map.put(
        "permissions",
        Values.maps(submission.permissions().stream().map(SubmissionItems::write).toList()));
    map.put("decision", Values.map(DecisionItems.write(submission.decision())));
    map.put("at", Values.instant(submission.at()));
    map.put("answerBy", Values.instant(submission.answerBy()));
    map.put("hash", Values.text(submission.hash()));
    submission.description().ifPresent(text -> map.put("description", Values.text(text)));
    submission.continues().ifPresent(before -> map.put("continues", Values.map(write(before))));
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
        "of", Values.text(before.of().text()),
        "had", Values.text(before.had().toString()),
        "number", Values.number(before.number()));
  }

  private static Continuation continuation(Item map) {
    return new Continuation(
        new RequestId(map.text("of")), Duration.parse(map.text("had")), map.count("number"));
  }

  private static Map<String, AttributeValue> write(Ask ask) {
    SortedMap<String, String> parameters = new TreeMap<>();
    ask.parameters().forEach((name, value) -> parameters.put(name.text(), value));
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("entitlement", Values.text(ask.entitlement().text()));
    map.put("parameters", Values.texts(parameters));
    map.put("duration", Values.text(ask.duration().toString()));
    map.put("use", Values.text(ask.use().word()));
    ask.ticket().ifPresent(ticket -> map.put("ticket", Values.text(ticket)));
    map.put("reason", Values.text(ask.reason()));
    ask.startsAt().ifPresent(start -> map.put("startsAt", Values.instant(start)));
    if (ask.breakGlass()) {
      map.put("breakGlass", Values.flag(true));
    }
    return map;
  }

  private static Ask ask(Item map) {
    SortedMap<Name, String> parameters = new TreeMap<>();
    map.textMap("parameters").forEach((name, value) -> parameters.put(new Name(name), value));
    return new Ask(
        new Name(map.text("entitlement")),
        parameters,
        map.word("duration", Span::parse),
        map.word("use", Use::of),
        map.maybeText("ticket"),
        map.text("reason"),
        map.maybeInstant("startsAt"),
        map.attributes().containsKey("breakGlass") && map.flag("breakGlass"));
  }

  private static Map<String, AttributeValue> write(Permission permission) {
    return Map.of(
        "actions", Values.texts(permission.actions()),
        "resources", Values.texts(permission.resources()),
        "conditions",
            Values.maps(permission.conditions().stream().map(SubmissionItems::write).toList()));
  }

  private static Permission permission(Item map) {
    return new Permission(
        map.texts("actions"),
        map.texts("resources"),
        map.maps("conditions").stream().map(SubmissionItems::restriction).toList());
  }

  private static Map<String, AttributeValue> write(Permission.Restriction restriction) {
    return Map.of(
        "operator", Values.text(restriction.operator()),
        "key", Values.text(restriction.key()),
        "values", Values.texts(restriction.values()));
  }

  private static Permission.Restriction restriction(Item map) {
    return new Permission.Restriction(map.text("operator"), map.text("key"), map.texts("values"));
  }
}
