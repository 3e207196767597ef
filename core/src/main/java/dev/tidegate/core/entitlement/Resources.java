package dev.tidegate.core.entitlement;

import java.util.Optional;

/// Which resources a permission may name: `*`, or an ARN of the entitlement's own account.
///
/// Of the six parts of an ARN the first five are literal, empty where AWS leaves them empty, or
/// `${partition}`, `${region}`, `${account}`: a parameter can only stand in the last part, so that
/// no value moves a resource to another account, region or service.
public final class Resources {
  private static final Form SERVICE = Form.of("[a-z0-9-]{2,40}", "a service such as dynamodb");

  private Resources() {}

  /// Returns what was expected instead of `text`; nothing when it is fine.
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
    return Optional.empty();
  }

  /// Says whether the ARN `text`, to which there is no [#objection], is one of another account.
  public static boolean elsewhere(String text, Account account) {
    if (text.equals("*")) {
      return false;
    }
    String owner = text.split(":", 6)[4];
    return !owner.isEmpty() && !owner.equals("${account}") && !owner.equals(account.id());
  }
}
