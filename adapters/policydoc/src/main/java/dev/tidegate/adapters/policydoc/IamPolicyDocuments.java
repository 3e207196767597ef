package dev.tidegate.adapters.policydoc;

import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// Writes policy documents without white space, statement ids or redundant elements; a single value
/// is not wrapped in an array.
///
/// Both kinds stop at `end` itself: a session policy denies everything from that second on, a
/// temporary policy allows only before it. `${aws:...}` policy variables are kept. The same
/// permissions always give the same text. [AWS: IAM User Guide, "Condition operators", "AWS: Allows
/// access based on date and time"]
public final class IamPolicyDocuments implements PolicyDocuments {
  private static final String NOW = "aws:CurrentTime";
  private static final String BEFORE = IamConditionOperator.DATE_LESS_THAN.value();
  private static final String UNTIL = IamConditionOperator.DATE_LESS_THAN_EQUALS.value();
  private static final String FROM = IamConditionOperator.DATE_GREATER_THAN_EQUALS.value();

  /// Returns a session policy. An empty list gives one that denies everything, because STS refuses
  /// a policy without statements, and no policy at all would mean the role's full rights.
  @Override
  public String session(List<Permission> permissions, Instant end) {
    IamPolicy.Builder policy = IamPolicy.builder();
    Clauses.of(permissions).forEach(clause -> policy.addStatement(allow(clause)));
    IamStatement.Builder deny = everythingDenied();
    if (!permissions.isEmpty()) {
      deny.addCondition(condition -> condition.operator(FROM).key(NOW).value(second(end)));
    }
    return policy.addStatement(deny.build()).build().toJson();
  }

  @Override
  public String temporary(List<Permission> permissions, Instant end) {
    if (permissions.isEmpty()) {
      throw new Fault(Fault.Kind.BROKEN, "a temporary policy without a permission");
    }
    IamPolicy.Builder policy = IamPolicy.builder();
    Clauses.of(permissions)
        .forEach(clause -> policy.addStatement(allow(clause.restricted(ending(clause, end)))));
    return policy.build().toJson();
  }

  /// Returns the date condition for the end. When the entitlement has its own date condition under
  /// the same operator, a second value would mean "or", so the end uses the other operator, one
  /// second earlier.
  private static Permission.Restriction ending(Clause clause, Instant end) {
    if (!clause.restricts(BEFORE, NOW)) {
      return new Permission.Restriction(BEFORE, NOW, List.of(second(end)));
    }
    if (!clause.restricts(UNTIL, NOW)) {
      return new Permission.Restriction(UNTIL, NOW, List.of(second(end.minusSeconds(1))));
    }
    throw new Fault(
        Fault.Kind.BROKEN,
        "an entitlement with both " + BEFORE + " and " + UNTIL + " on " + NOW + " cannot be ended");
  }

  private static IamStatement allow(Clause clause) {
    IamStatement.Builder statement =
        IamStatement.builder()
            .effect(IamEffect.ALLOW)
            .actions(clause.actions().stream().map(IamAction::create).toList())
            .resources(clause.resources().stream().map(IamResource::create).toList());
    for (Permission.Restriction restriction : clause.conditions()) {
      for (String value : restriction.values()) {
        statement.addCondition(
            condition ->
                condition.operator(restriction.operator()).key(restriction.key()).value(value));
      }
    }
    return statement.build();
  }

  private static IamStatement.Builder everythingDenied() {
    return IamStatement.builder()
        .effect(IamEffect.DENY)
        .addAction(IamAction.ALL)
        .addResource(IamResource.ALL);
  }

  private static String second(Instant instant) {
    if (!instant.equals(instant.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("end: a whole second expected");
    }
    return instant.toString();
  }
}
