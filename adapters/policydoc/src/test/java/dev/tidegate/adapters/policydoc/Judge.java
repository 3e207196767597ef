package dev.tidegate.adapters.policydoc;

import dev.tidegate.core.entitlement.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// A slow, plain reading of IAM's evaluation logic, enough for the documents written here.
final class Judge {
  private Judge() {}

  /// One request; the context holds one value for each key, in lower case.
  record Call(String action, String resource, Map<String, String> context) {}

  /// What the permissions say, one by one.
  static boolean allows(List<Permission> permissions, Call call) {
    return permissions.stream()
        .anyMatch(
            permission ->
                permission.actions().stream()
                        .anyMatch(action -> glob(lower(action), lower(call.action())))
                    && permission.resources().stream()
                        .anyMatch(resource -> glob(resource, call.resource()))
                    && permission.conditions().stream()
                        .allMatch(
                            condition ->
                                condition.values().stream()
                                    .anyMatch(
                                        value ->
                                            holds(
                                                condition.operator(),
                                                condition.key(),
                                                value,
                                                call))));
  }

  /// What a document says.
  static boolean allows(String document, Call call) {
    return allows(IamPolicy.fromJson(document), call);
  }

  /// What a document says.
  static boolean allows(IamPolicy policy, Call call) {
    return policy.statements().stream()
            .anyMatch(statement -> applies(statement, IamEffect.ALLOW, call))
        && policy.statements().stream()
            .noneMatch(statement -> applies(statement, IamEffect.DENY, call));
  }

  private static boolean applies(IamStatement statement, IamEffect effect, Call call) {
    Map<String, List<IamCondition>> conditions =
        statement.conditions().stream()
            .collect(
                Collectors.groupingBy(
                    condition -> condition.operator().value() + " " + condition.key().value()));
    return statement.effect().equals(effect)
        && statement.actions().stream()
            .map(IamAction::value)
            .anyMatch(action -> glob(lower(action), lower(call.action())))
        && statement.resources().stream()
            .map(IamResource::value)
            .anyMatch(resource -> glob(resource, call.resource()))
        && conditions.values().stream()
            .allMatch(
                same ->
                    same.stream()
                        .anyMatch(
                            condition ->
                                holds(
                                    condition.operator().value(),
                                    condition.key().value(),
                                    condition.value(),
                                    call)));
  }

  private static boolean holds(String operator, String key, String value, Call call) {
    String actual = call.context().get(lower(key));
    if (actual == null) {
      return false;
    }
    return switch (operator) {
      case "StringEquals" -> actual.equals(value);
      case "StringLike" -> glob(value, actual);
      case "DateLessThan" -> Instant.parse(actual).isBefore(Instant.parse(value));
      case "DateLessThanEquals" -> !Instant.parse(actual).isAfter(Instant.parse(value));
      case "DateGreaterThanEquals" -> !Instant.parse(actual).isBefore(Instant.parse(value));
      default -> throw new IllegalArgumentException("the judge does not know " + operator);
    };
  }

  private static boolean glob(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    char first = pattern.charAt(0);
    if (first == '*') {
      return glob(pattern.substring(1), text)
          || (!text.isEmpty() && glob(pattern, text.substring(1)));
    }
    return !text.isEmpty()
        && (first == '?' || first == text.charAt(0))
        && glob(pattern.substring(1), text.substring(1));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
