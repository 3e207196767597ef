package dev.tidegate.cli.policy;

import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.text.FieldNames;
import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.request.ExplainAccess;
import dev.tidegate.core.entitlement.PermissionDescription;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.wire.api.DecisionView;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Explains what a policy file decides about requested access, in the same JSON form as the API.
public final class PolicyExplanation {
  private PolicyExplanation() {}

  /// Decides with the same code as the functions and returns the explanation.
  ///
  /// @throws CommandFailure when a parameter has no value or a wrong one, or the policy document
  ///   would be too large
  public static Json of(Policy policy, Principal person, RequestedAccess ask, Instant now) {
    Assessment assessment =
        new ExplainAccess(new IamPolicyDocuments()).explain(policy, person, ask, now);
    return switch (assessment) {
      case Assessment.Refused refused ->
          Json.object().put("decision", DecisionView.ofPolicy(refused.decision())).build();
      case Assessment.Fits fits -> fits(fits, now);
      case Assessment.Invalid invalid ->
          throw CommandFailure.of(
              ExitCode.USAGE,
              invalid.errors().stream()
                  .map(PolicyExplanation::sentence)
                  .collect(Collectors.joining(" ")));
      case Assessment.TooLarge large ->
          throw CommandFailure.of(
              ExitCode.NOT_ACCEPTED,
              "The policy document would take "
                  + large.characters()
                  + " characters; AWS allows "
                  + large.most()
                  + ".",
              large.split());
    };
  }

  private static String sentence(FieldError error) {
    return FieldNames.USUAL.name(error.field())
        + ": "
        + error.expected()
        + " expected; "
        + error.fix()
        + ".";
  }

  private static Json fits(Assessment.Fits fits, Instant now) {
    Target target = fits.entitlement().target();
    Instant until = fits.ask().ends(now);
    Json.Builder json =
        Json.object()
            .put("decision", DecisionView.ofPolicy(fits.decision()))
            .put("until", until.toString())
            .put("allows", Json.strings(PermissionDescription.allowed(target, fits.permissions())))
            .put("denies", Json.strings(PermissionDescription.notAllowed(target, until)))
            .put("policy", JsonReader.ANSWER.tree(fits.document()).orElseThrow());
    List<String> remains = PermissionDescription.remains(target, fits.permissions());
    if (!remains.isEmpty()) {
      json.put("remains", Json.strings(remains));
    }
    if (!fits.warnings().isEmpty()) {
      json.put("warnings", Json.strings(fits.warnings()));
    }
    return json.build();
  }
}
