package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.ActionDecision;
import dev.tidegate.core.entitlement.ActionDecisions;
import dev.tidegate.core.entitlement.ActionPatterns;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.PermissionDescription;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.TidegateRole;
import java.util.ArrayList;
import java.util.List;

/// Checks a ceiling, the maximum actions of an access role (`CeilingActions` of a target account's
/// stack): actions that IAM does not have, actions that sessions are denied anyway, and actions
/// whose effects remain after the end.
public record CeilingLint(KnownActions actions) {
  private static final int EXAMPLES = 3;

  /// The kinds of finding. Their codes are part of the public interface: scripts rely on them.
  public enum Code {
    /// Not an action of IAM.
    UNKNOWN_ACTION("unknown-action"),
    /// Sessions are denied it, or some of the actions that it covers.
    DENIED_ACTION("denied-action"),
    /// Its effects continue or remain after the end of access.
    WHAT_REMAINS("what-remains");

    private final String word;

    Code(String word) {
      this.word = word;
    }

    /// Returns the code as it is printed.
    public String word() {
      return word;
    }

    /// Returns whether a ceiling with this finding must not be used as it is.
    public boolean error() {
      return this == UNKNOWN_ACTION;
    }
  }

  /// A finding about one action of the ceiling, as it is written there.
  public record Finding(Code code, String action, String message) {}

  /// Returns the findings, in the order of `ceiling`.
  public List<Finding> of(List<String> ceiling) {
    List<Finding> found = new ArrayList<>();
    for (String action : ceiling) {
      if (!ActionPatterns.wellFormed(action)) {
        found.add(
            new Finding(
                Code.UNKNOWN_ACTION,
                action,
                ActionPatterns.EXPECTED + " expected, found " + action));
      } else if (actions.about(action) == KnownActions.Answer.UNKNOWN_ACTION) {
        found.add(
            new Finding(Code.UNKNOWN_ACTION, action, "an action of IAM expected, found " + action));
      } else {
        denied(action, found);
        remains(action, found);
      }
    }
    return found;
  }

  private void denied(String action, List<Finding> found) {
    List<String> covered = actions.covered(action).stream().map(KnownActions.Known::name).toList();
    List<String> denied =
        covered.stream()
            .filter(
                name -> ActionDecisions.get().of(name).filter(ActionDecision::denied).isPresent())
            .toList();
    if (!denied.isEmpty()) {
      found.add(
          new Finding(
              Code.DENIED_ACTION,
              action,
              "Sessions are denied "
                  + denied.size()
                  + " of the "
                  + covered.size()
                  + " actions that "
                  + action
                  + " covers, such as "
                  + String.join(", ", denied.subList(0, Math.min(EXAMPLES, denied.size())))
                  + "."));
    }
  }

  private static void remains(String action, List<Finding> found) {
    List<String> sentences =
        PermissionDescription.remains(
            new Target.AccessRole(TidegateRole.ACCESS_PREFIX),
            List.of(new Permission(List.of(action), List.of("*"), List.of())));
    if (!sentences.isEmpty()) {
      found.add(new Finding(Code.WHAT_REMAINS, action, String.join(" ", sentences)));
    }
  }
}
