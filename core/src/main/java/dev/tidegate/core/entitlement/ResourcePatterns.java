package dev.tidegate.core.entitlement;

import java.util.Optional;
import java.util.Set;

/// Decides which resources a permission may name: `*`, or an ARN of the entitlement's own account.
///
/// The first five of an ARN's six parts are literals, empty where AWS leaves them empty, or
/// `${partition}`, `${region}`, `${account}`. Parameters are allowed only in the last part, so that
/// no value can move a resource to another account, region or service. The type of a resource,
/// before the first `/` or `:` of that part, has no wildcard [AWS: IAM UG, "IAM identifiers"].
public final class ResourcePatterns {
  private static final TextFormat SERVICE =
      TextFormat.of("[a-z0-9-]{2,40}", "a service such as dynamodb");

  /// Services whose resources have a name without a type before it [AWS: Service Authorization
  /// Reference, the resource types of each].
  private static final Set<String> UNTYPED =
      Set.of(
          "aws-marketplace",
          "codecommit",
          "codepipeline",
          "execute-api",
          "mediaconnect",
          "neptune-db",
          "s3",
          "servicequotas",
          "sns",
          "sqs",
          "wafv2");

  private ResourcePatterns() {}

  /// Returns what was expected instead of `text`; empty when it is accepted.
  public static Optional<String> objection(String text, Account account) {
    if (text.equals("*")) {
      return Optional.empty();
    }
    String[] parts = text.split(":", 6);
    if (parts.length < 6 || !parts[0].equals("arn") || parts[5].isEmpty()) {
      return Optional.of("'*' or an ARN such as arn:${partition}:sqs:${region}:${account}:orders");
    }
    if (!parts[1].equals("${partition}") && !parts[1].equals(account.partition())) {
      return Optional.of("${partition} or " + account.partition() + " as partition of the ARN");
    }
    if (!SERVICE.accepts(parts[2])) {
      return Optional.of(SERVICE.expected() + " as third part of the ARN");
    }
    if (!parts[3].isEmpty()
        && !parts[3].equals("${region}")
        && !parts[3].equals("*")
        && !Account.REGION.accepts(parts[3])) {
      return Optional.of("${region}, '*', a region or nothing as fourth part of the ARN");
    }
    if (!UNTYPED.contains(parts[2]) && hasWildcard(type(parts[5]))) {
      return Optional.of(
          "the type of the resource written out (only what follows it may hold * or ?)");
    }
    return Optional.empty();
  }

  /// Returns the resource type before the name; empty where `*` stands for everything.
  private static String type(String resource) {
    int end = 0;
    while (end < resource.length() && "/:".indexOf(resource.charAt(end)) < 0) {
      end++;
    }
    return resource.equals("*") ? "" : resource.substring(0, end);
  }

  private static boolean hasWildcard(String text) {
    String literal = text.replaceAll("\\$\\{[^}]*}", "");
    return literal.indexOf('*') >= 0 || literal.indexOf('?') >= 0;
  }

  /// Returns whether the ARN `text`, which has no [#objection], belongs to another account.
  public static boolean elsewhere(String text, Account account) {
    if (text.equals("*")) {
      return false;
    }
    String owner = text.split(":", 6)[4];
    return !owner.isEmpty() && !owner.equals("${account}") && !owner.equals(account.id());
  }
}
