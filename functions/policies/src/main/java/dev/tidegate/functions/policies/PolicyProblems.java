package dev.tidegate.functions.policies;

import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.wire.api.ProblemCode;

/// Problems that several policy routes share.
final class PolicyProblems {
  private PolicyProblems() {}

  static Problem notYours(String why) {
    return Problem.of(
        ProblemCode.NOT_YOURS,
        "You cannot do this: " + why + ".",
        new FieldError(
            "Authorization",
            "a member of the group that may",
            "ask somebody of the group, or have yourself added to it"));
  }
}
