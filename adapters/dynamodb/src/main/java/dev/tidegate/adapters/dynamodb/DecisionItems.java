package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.ReasonText;
import dev.tidegate.core.principal.Group;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes the decision at a request's submission, within a case item.
final class DecisionItems {
  private static final String ALLOWED = "Allowed";
  private static final String NEEDS_APPROVAL = "NeedsApproval";

  private DecisionItems() {}

  static Map<String, AttributeValue> write(Decision decision) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    switch (decision) {
      case Decision.Allowed(_, Optional<AfterReviewDuty> owed) -> {
        map.put("outcome", AttributeValues.text(ALLOWED));
        owed.ifPresent(duty -> map.put("afterReview", AttributeValues.map(write(duty))));
      }
      case Decision.NeedsApproval needs -> {
        map.put("outcome", AttributeValues.text(NEEDS_APPROVAL));
        map.put(
            "approvals",
            AttributeValues.maps(needs.approvals().stream().map(DecisionItems::write).toList()));
        map.put("answerWithin", AttributeValues.text(needs.answerWithin().toString()));
      }
      case Decision.Refused _ ->
          throw new IllegalArgumentException("a refused ask is not a request");
    }
    map.put("policy", AttributeValues.text(decision.grounds().policy().hex()));
    map.put(
        "rules",
        AttributeValues.texts(decision.grounds().rules().stream().map(Name::text).toList()));
    map.put(
        "reasons",
        AttributeValues.maps(
            decision.grounds().reasons().stream().map(DecisionItems::write).toList()));
    return map;
  }

  /// Reads a decision. Its reasons are read as sentences, because another version may have other
  /// kinds of reason.
  static Decision read(Item map) {
    Decision.Grounds grounds =
        new Decision.Grounds(
            new PolicyHash(map.text("policy")),
            map.texts("rules").stream().map(Name::new).toList(),
            map.maps("reasons").stream().map(DecisionItems::reason).toList());
    return switch (map.text("outcome")) {
      case ALLOWED ->
          new Decision.Allowed(grounds, map.maybeMap("afterReview").map(DecisionItems::duty));
      case NEEDS_APPROVAL ->
          new Decision.NeedsApproval(
              grounds,
              map.maps("approvals").stream().map(DecisionItems::approverSet).toList(),
              Duration.parse(map.text("answerWithin")));
      case String other -> throw map.broken("outcome", "'" + other + "' is not known here");
    };
  }

  private static Map<String, AttributeValue> write(AfterReviewDuty duty) {
    return Map.of(
        "groups", AttributeValues.texts(duty.groups().stream().map(Group::name).toList()),
        "within", AttributeValues.text(duty.within().toString()));
  }

  private static AfterReviewDuty duty(Item map) {
    return new AfterReviewDuty(
        map.texts("groups").stream().map(Group::new).collect(Collectors.toCollection(TreeSet::new)),
        Duration.parse(map.text("within")));
  }

  private static Map<String, AttributeValue> write(ApproverSet set) {
    return Map.of(
        "name", AttributeValues.text(set.name().text()),
        "groups", AttributeValues.texts(set.groups().stream().map(Group::name).toList()),
        "count", AttributeValues.number(set.count()));
  }

  private static ApproverSet approverSet(Item map) {
    return new ApproverSet(
        new Name(map.text("name")),
        map.texts("groups").stream().map(Group::new).collect(Collectors.toCollection(TreeSet::new)),
        map.count("count"));
  }

  private static Map<String, AttributeValue> write(Reason reason) {
    return Map.of(
        "rule", AttributeValues.text(reason.rule().text()),
        "condition", AttributeValues.text(reason.kind()),
        "met", AttributeValues.flag(reason.met()),
        "text", AttributeValues.text(ReasonText.of(reason)));
  }

  private static Reason reason(Item map) {
    return new Reason.Recorded(
        new Name(map.text("rule")), map.text("condition"), map.flag("met"), map.text("text"));
  }
}
