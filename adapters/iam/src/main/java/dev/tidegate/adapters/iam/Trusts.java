package dev.tidegate.adapters.iam;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.TidegateRole;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// Checks the trust policies that infrastructure/target-account/template.yaml writes: each of
/// Tidegate's roles trusts one role of the broker with the account's ExternalId, and with further
/// ExternalIds while live grants use them.
///
/// Policies are compared parsed: sids, white space and the order of statements and lists do not
/// matter.
final class Trusts {
  private static final String EXTERNAL_ID = "sts:ExternalId";
  private static final String STATEMENT =
      "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},\"Action\":\"%s\"%s}";

  private final String brokerAccount;
  private final String brokerStack;

  Trusts(String brokerAccount, String brokerStack) {
    this.brokerAccount = brokerAccount;
    this.brokerStack = brokerStack;
  }

  /// Returns how a trust policy differs from the template, if it does; always empty for a role that
  /// is not one of Tidegate's.
  Optional<String> problem(Account account, String role, String document) {
    Optional<String> function =
        TidegateRole.isAccess(role)
            ? Optional.of("sessions")
            : TidegateRole.named(role).map(TidegateRole::function);
    return function.flatMap(name -> problem(account, TidegateRole.isAccess(role), name, document));
  }

  private Optional<String> problem(
      Account account, boolean access, String function, String document) {
    String arn =
        "arn:"
            + account.partition()
            + ":iam::"
            + brokerAccount
            + ":role/"
            + brokerStack
            + "-"
            + function;
    String wanted = access ? accessTrust(arn, account) : plainTrust(arn, account);
    Optional<TreeSet<String>> found = statements(document);
    return found.equals(statements(wanted)) && externalIds(document).contains(account.externalId())
        ? Optional.empty()
        : Optional.of("it should trust " + arn + " alone, with the ExternalId of the policy file");
  }

  /// Returns the ExternalIds that a trust policy accepts; none when the document is not a policy.
  static SortedSet<String> externalIds(String document) {
    SortedSet<String> found = new TreeSet<>();
    try {
      IamPolicy.fromJson(document).statements().stream()
          .flatMap(statement -> statement.conditions().stream())
          .filter(Trusts::externalId)
          .forEach(condition -> found.add(condition.value()));
      return found;
    } catch (RuntimeException unreadable) {
      return Collections.emptySortedSet();
    }
  }

  private static boolean externalId(IamCondition condition) {
    return condition.operator().value().equals("StringEquals")
        && condition.key().value().equals(EXTERNAL_ID);
  }

  private static String plainTrust(String arn, Account account) {
    return policy(
        STATEMENT.formatted(
            arn,
            "sts:AssumeRole",
            ",\"Condition\":{\"StringEquals\":" + externalId(account) + "}"));
  }

  private static String accessTrust(String arn, Account account) {
    String grant = "\"aws:RequestTag/TidegateGrant\":\"g-*\"";
    return policy(
        STATEMENT.formatted(
                arn,
                "sts:AssumeRole",
                ",\"Condition\":{\"StringEquals\":"
                    + externalId(account)
                    + ",\"StringLike\":{\"sts:RoleSessionName\":\"g-*\","
                    + grant
                    + "}}")
            + ","
            + STATEMENT.formatted(
                arn,
                "sts:TagSession",
                ",\"Condition\":{\"StringLike\":{"
                    + grant
                    + "},\"ForAnyValue:StringEquals\":"
                    + "{\"sts:TransitiveTagKeys\":\"TidegateGrant\"}}")
            + ","
            + STATEMENT.formatted(arn, "sts:SetSourceIdentity", ""));
  }

  private static String policy(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  private static String externalId(Account account) {
    return "{\"" + EXTERNAL_ID + "\":\"" + account.externalId() + "\"}";
  }

  /// Returns a canonical text of each statement, without its ExternalIds; empty when the document
  /// is not a policy.
  private static Optional<TreeSet<String>> statements(String document) {
    try {
      TreeSet<String> all = new TreeSet<>();
      IamPolicy.fromJson(document).statements().forEach(statement -> all.add(text(statement)));
      return Optional.of(all);
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static String text(IamStatement statement) {
    TreeSet<String> parts = new TreeSet<>();
    parts.add("effect " + statement.effect().value());
    statement.actions().forEach(action -> parts.add("action " + action.value()));
    statement.notActions().forEach(action -> parts.add("not action " + action.value()));
    statement
        .principals()
        .forEach(one -> parts.add("principal " + one.type().value() + " " + one.id()));
    statement
        .notPrincipals()
        .forEach(one -> parts.add("not principal " + one.type().value() + " " + one.id()));
    statement.resources().forEach(one -> parts.add("resource " + one.value()));
    statement.notResources().forEach(one -> parts.add("not resource " + one.value()));
    statement
        .conditions()
        .forEach(
            one ->
                parts.add(
                    "condition "
                        + one.operator().value()
                        + " "
                        + one.key().value()
                        + " "
                        + (externalId(one) ? "" : one.value())));
    return String.join("\n", parts);
  }
}
