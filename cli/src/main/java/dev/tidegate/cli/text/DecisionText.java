package dev.tidegate.cli.text;

import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Formats a decision and its reasons as lines.
public final class DecisionText {
  private DecisionText() {}

  /// Returns the outcome, the reasons and the approvers.
  public static List<String> lines(Json decision) {
    List<String> lines = new ArrayList<>();
    lines.add(outcome(decision));
    lines.addAll(reasons(decision));
    lines.addAll(approvals(decision));
    decision.at("afterReview").ifPresent(review -> lines.addAll(owed(review)));
    return lines;
  }

  /// Returns the outcome as one sentence.
  public static String outcome(Json decision) {
    String policy =
        decision
            .text("policy")
            .map(hash -> " (policy " + PlainText.fit(hash, 12).replace("..", "") + ")")
            .orElse("");
    return switch (decision.text("outcome").orElse("?")) {
      case "Allowed" ->
          (decision.at("afterReview").isPresent()
                  ? "The policy lets you break the glass for this"
                  : "The policy allows this without an approval")
              + policy
              + ".";
      case "NeedsApproval" -> "The policy allows this once it is approved" + policy + ".";
      case "Refused" -> "The policy does not allow this" + policy + ".";
      case String other -> "The policy says: " + PlainText.safe(other) + policy + ".";
    };
  }

  /// Returns one line for each condition that was evaluated, unmet ones first.
  public static List<String> reasons(Json decision) {
    return reasons(decision, FieldNames.USUAL);
  }

  static List<String> reasons(Json decision, FieldNames typed) {
    List<String> met = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Json reason : decision.list("reasons")) {
      boolean holds = reason.is("met");
      String rule = reason.text("rule").map(name -> PlainText.safe(name) + ": ").orElse("");
      String condition = reason.text("condition").orElse("?");
      String text =
          PlainText.safe(typed.sentence(condition, reason.text("text").orElse(condition)));
      (holds ? met : missing).add((holds ? "  ok  " : "  NO  ") + rule + text);
    }
    missing.addAll(met);
    return missing;
  }

  /// Returns one line about the review that break-glass access requires afterwards.
  public static List<String> owed(Json review) {
    return List.of(
        "  breaks the glass; 1 of "
            + String.join(" or ", review.texts("groups").stream().map(PlainText::safe).toList())
            + " reviews it"
            + review.text("within").map(time -> " within " + PlainText.safe(time)).orElse(""));
  }

  /// Returns one line for each approval that is needed.
  public static List<String> approvals(Json decision) {
    List<String> lines = new ArrayList<>();
    boolean refused = decision.text("outcome").filter("Refused"::equals).isPresent();
    for (Json approval : decision.list("approvals")) {
      String groups =
          String.join(" or ", approval.texts("groups").stream().map(PlainText::safe).toList());
      Optional<Long> given = approval.number("given").filter(_ -> !refused);
      lines.add(
          "  "
              + approval.number("needed").map(String::valueOf).orElse("?")
              + " of "
              + (groups.isEmpty() ? "?" : groups)
              + (refused ? " could approve" : " must approve")
              + given.map(count -> ", " + count + " given").orElse(""));
    }
    return lines;
  }
}
