package dev.tidegate.core.access.assess;

import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.SimilarNames;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Assesses requested access under a policy. Dry run, submission, approval and issue all use it.
public final class Assessor {
  /// The limit on the characters of all inline policies of a role [AWS: IAM and STS quotas].
  private static final int ROLE_CHARACTERS = 10_240;

  private final PolicyDocuments documents;

  public Assessor(PolicyDocuments documents) {
    this.documents = documents;
  }

  /// Assesses a request that has no grant yet: it would begin as early as possible.
  ///
  /// @param had the total duration of the grants that it continues
  public Assessment assess(
      Policy policy, Principal requester, RequestedAccess ask, Duration had, Instant now) {
    return assess(policy, requester, ask, had, now, ask.ends(now));
  }

  public Assessment assess(
      Policy policy,
      Principal requester,
      RequestedAccess ask,
      Duration had,
      Instant now,
      Instant end) {
    Optional<Entitlement> shown = policy.entitlement(ask.entitlement(), requester);
    if (shown.isEmpty()) {
      return policy.decide(requester, ask, had, now) instanceof Decision.Refused refused
          ? new Assessment.Refused(meant(refused, policy, requester, ask.entitlement()))
          : unreachable(ask);
    }
    RequestedAccess whole = ask.withPresets(shown.get());
    List<FieldError> errors = parameterErrors(shown.get(), whole);
    if (!errors.isEmpty()) {
      return new Assessment.Invalid(errors);
    }
    Decision decision = policy.decide(requester, whole, had, now);
    if (decision instanceof Decision.Refused refused) {
      return new Assessment.Refused(refused);
    }
    return fit(shown.get(), whole, decision, end);
  }

  private Assessment fit(
      Entitlement entitlement, RequestedAccess ask, Decision decision, Instant end) {
    List<Permission> permissions = entitlement.filled(ask.parameters());
    List<FieldError> errors = FilledParameters.errors(entitlement, permissions);
    if (!errors.isEmpty()) {
      return new Assessment.Invalid(errors);
    }
    String document;
    int characters;
    int most;
    switch (entitlement.target()) {
      case Target.AccessRole role -> {
        document = documents.session(permissions, end);
        characters = document.length() + role.policyCharacters();
        most = SessionSpec.POLICY_CHARACTERS;
      }
      case Target.ExistingRole _ -> {
        document = documents.temporary(permissions, end);
        characters = document.length();
        most = ROLE_CHARACTERS;
      }
    }
    if (characters > most) {
      return new Assessment.TooLarge(characters, most, Permission.split(permissions.size()));
    }
    List<String> warnings = new ArrayList<>();
    if (characters * 10 >= most * 8) {
      warnings.add(
          "the policy takes " + characters + " of the " + most + " characters that AWS allows");
    }
    return new Assessment.Fits(entitlement, ask, permissions, decision, document, warnings);
  }

  private static List<FieldError> parameterErrors(Entitlement entitlement, RequestedAccess ask) {
    List<FieldError> errors = new ArrayList<>();
    for (Map.Entry<Name, String> given : ask.parameters().entrySet()) {
      String field = "parameters." + given.getKey();
      Parameter parameter = entitlement.parameters().get(given.getKey());
      if (parameter == null) {
        errors.add(
            new FieldError(field, "no such parameter in " + entitlement.name(), "leave it out"));
        continue;
      }
      parameter
          .objection(given.getValue())
          .ifPresent(expected -> errors.add(new FieldError(field, expected, "correct the value")));
    }
    entitlement.parameters().values().stream()
        .filter(parameter -> !ask.parameters().containsKey(parameter.name()))
        .sorted(Comparator.comparing(Parameter::name))
        .map(
            parameter ->
                new FieldError(
                    "parameters." + parameter.name(),
                    "a value, since " + entitlement.name() + " needs it",
                    "add it: " + parameter.description()))
        .forEach(errors::add);
    return errors;
  }

  /// Adds similar names to a refusal, only of entitlements that the requester may see.
  private static Decision.Refused meant(
      Decision.Refused refused, Policy policy, Principal requester, Name asked) {
    List<Name> similar =
        SimilarNames.to(
            asked.text(), policy.entitlements(requester).stream().map(Entitlement::name).toList());
    List<Reason> reasons =
        refused.grounds().reasons().stream()
            .map(
                reason ->
                    reason instanceof Reason.NotShown(Name name, _)
                        ? new Reason.NotShown(name, similar)
                        : reason)
            .toList();
    return new Decision.Refused(
        new Decision.Grounds(refused.grounds().policy(), refused.grounds().rules(), reasons),
        refused.couldApprove());
  }

  private static Assessment unreachable(RequestedAccess ask) {
    throw new Fault(
        Fault.Kind.BROKEN,
        "an entitlement that is not shown was not refused: " + ask.entitlement());
  }
}
