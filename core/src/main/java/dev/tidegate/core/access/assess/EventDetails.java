package dev.tidegate.core.access.assess;

import dev.tidegate.core.access.Continuation;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.digest.Utf8;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.ReasonText;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes the details of audit events: what was requested and why, and what the policy decided.
public final class EventDetails {
  private EventDetails() {}

  public static Map<String, String> of(RequestedAccess ask) {
    Map<String, String> details = new TreeMap<>();
    details.put("entitlement", ask.entitlement().text());
    details.put("duration", ask.duration().toString());
    details.put("use", ask.use().word());
    details.put("reason", ask.reason());
    ask.ticket().ifPresent(ticket -> details.put("ticket", ticket));
    if (ask.breakGlass()) {
      details.put("breakGlass", "true");
    }
    ask.startsAt().ifPresent(start -> details.put("startsAt", start.toString()));
    ask.parameters().forEach((name, value) -> details.put("parameter." + name, value));
    return details;
  }

  public static Map<String, String> of(Submission submission) {
    Map<String, String> details = of(submission.ask());
    details.put("account", submission.account().name().text());
    Optional.ofNullable(submission.account().labels().get("team"))
        .ifPresent(team -> details.put("team", Utf8.wellFormed(team)));
    details.put(
        "kind",
        switch (submission.target()) {
          case Target.AccessRole _ -> "session";
          case Target.ExistingRole _ -> "temporary-policy";
        });
    details.put("hash", submission.hash());
    submission.continues().ifPresent(before -> put(details, before));
    details.putAll(of(submission.decision()));
    return details;
  }

  public static void put(Map<String, String> details, Continuation before) {
    details.put("continues", GrantId.of(before.of()).text());
  }

  public static Map<String, String> of(Decision decision) {
    Map<String, String> details = basis(decision);
    details.put("decision", word(decision));
    if (decision instanceof Decision.Refused) {
      details.put("unmet", unmet(decision));
    }
    return details;
  }

  /// Returns the version of the policy and the rules that decided.
  public static Map<String, String> basis(Decision decision) {
    Map<String, String> details = new TreeMap<>();
    details.put("policy", decision.grounds().policy().hex());
    details.put(
        "rules",
        decision.grounds().rules().stream().map(Name::text).collect(Collectors.joining(",")));
    return details;
  }

  /// Returns the version of the policy and the rules that decided, if there was a decision.
  public static Map<String, String> basis(Assessment assessment) {
    return switch (assessment) {
      case Assessment.Refused(Decision.Refused decision) -> basis(decision);
      case Assessment.Fits fits -> basis(fits.decision());
      case Assessment.Invalid _, Assessment.TooLarge _ -> new TreeMap<>();
    };
  }

  /// Returns the rules and conditions that were not met.
  static String unmet(Decision decision) {
    return decision.grounds().reasons().stream()
        .filter(reason -> !reason.met())
        .map(EventDetails::text)
        .collect(Collectors.joining("; "));
  }

  static String word(Decision decision) {
    return switch (decision) {
      case Decision.Allowed _ -> "Allowed";
      case Decision.NeedsApproval _ -> "NeedsApproval";
      case Decision.Refused _ -> "Refused";
    };
  }

  private static String text(Reason reason) {
    // It may quote the policy file, which can contain unpaired surrogates.
    return Utf8.wellFormed(reason.rule() + ": " + ReasonText.of(reason));
  }
}
