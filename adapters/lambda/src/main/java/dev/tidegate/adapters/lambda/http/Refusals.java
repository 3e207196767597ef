package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.principal.Group;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Says why an ask comes to nothing.
public final class Refusals {
  /// Ends in the last `expected`: one that a pattern of the policy holds comes before it.
  private static final Pattern SENTENCE =
      Pattern.compile("(?:[a-z-]+: )?(.*) expected([^;]*)(?:;.*)?");

  private Refusals() {}

  /// Returns the problem of an ask that did not become a request.
  public static Problem of(Assessment why) {
    return switch (why) {
      case Assessment.Refused(Decision.Refused decision) -> refused(decision);
      case Assessment.Invalid(List<FieldError> errors) ->
          new Problem(
              ProblemCode.INVALID_FIELD,
              "Not as expected: "
                  + String.join(", ", errors.stream().map(FieldError::field).toList())
                  + ".",
              errors,
              Map.of());
      case Assessment.TooLarge(int characters, int most, String split) ->
          Problem.of(
              ProblemCode.SESSION_TOO_LARGE,
              "The policy would take "
                  + characters
                  + " characters; AWS allows "
                  + most
                  + ". Nothing was left out to make it fit.",
              new FieldError("entitlement", "a policy of at most " + most + " characters", split));
      case Assessment.Fits _ -> changed();
    };
  }

  /// Returns the problem of a request that was submitted, and that the policy in force no longer
  /// gives as it was asked for.
  public static Problem today(Assessment why) {
    return why instanceof Assessment.Refused(Decision.Refused decision)
        ? refused(decision)
        : changed();
  }

  private static Problem changed() {
    return Problem.of(
        ProblemCode.REFUSED,
        "The policy in force gives something else for this entitlement than what was asked for.",
        new FieldError(
            "id",
            "a request that the policy in force gives as it was asked for",
            "submit a new request"));
  }

  private static Problem refused(Decision.Refused decision) {
    List<FieldError> errors =
        decision.grounds().reasons().stream()
            .filter(reason -> !reason.met())
            .flatMap(reason -> error(reason).stream())
            .distinct()
            .toList();
    String unmet =
        decision.grounds().reasons().stream()
            .filter(reason -> !reason.met())
            .map(reason -> reason.rule() + ": " + reason.text())
            .distinct()
            .collect(Collectors.joining("; "));
    String approvers =
        decision.couldApprove().isEmpty()
            ? ""
            : " When that is met, " + who(decision.couldApprove()) + " could approve.";
    return new Problem(
        ProblemCode.REFUSED,
        "The policy refuses this: " + unmet + "." + approvers,
        errors,
        Map.of("decision", DecisionView.of(decision)));
  }

  private static String who(List<ApproverSet> sets) {
    return sets.stream()
        .map(
            set ->
                set.count()
                    + " of "
                    + set.groups().stream().map(Group::name).collect(Collectors.joining(" or ")))
        .collect(Collectors.joining(" and "));
  }

  /// A condition that is no part of the body is named by its own word.
  private static Optional<FieldError> error(Reason reason) {
    String field = reason.condition();
    return switch (field) {
      case "duration", "ticket", "use" ->
          Optional.of(
              new FieldError(field, expected(reason), "change it, or ask for something else"));
      case "start" ->
          Optional.of(
              new FieldError(
                  "startsAt", expected(reason), "ask for an earlier start, or ask later"));
      case "break-glass" ->
          Optional.of(
              new FieldError(
                  "breakGlass",
                  expected(reason),
                  "say so, or not: other rules answer those who do"));
      case "after-review" ->
          Optional.of(
              new FieldError(
                  "breakGlass", expected(reason), "have it reviewed, or ask without breakGlass"));
      case "approval" ->
          Optional.of(
              new FieldError("id", expected(reason), "submit a new request, and have it approved"));
      case "entitlement" ->
          Optional.of(
              new FieldError(
                  "entitlement",
                  "an entitlement that the policy shows you",
                  "see GET /v1/entitlements for what you may ask for"));
      case "deny" ->
          Optional.of(
              new FieldError(
                  "entitlement",
                  "an ask that no rule denies; rule " + reason.rule() + " denies this one",
                  "ask for something else, or talk to those who keep the policy"));
      case "account", "unit" ->
          Optional.of(
              new FieldError(
                  "entitlement", expected(reason), "ask for an entitlement of such an account"));
      case "mfa" ->
          Optional.of(
              new FieldError(
                  "Authorization", expected(reason), "sign in again with a second factor"));
      case "group" -> Optional.empty();
      default ->
          Optional.of(
              new FieldError(field, expected(reason), "ask again when it is so, or ask others"));
    };
  }

  /// Returns what was expected, without saying so: of `ticket: one of ours expected; it is none`
  /// this is `one of ours`.
  private static String expected(Reason reason) {
    Matcher matcher = SENTENCE.matcher(reason.text());
    return matcher.matches() ? matcher.group(1) + matcher.group(2) : reason.text();
  }
}
