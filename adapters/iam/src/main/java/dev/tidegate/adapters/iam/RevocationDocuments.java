package dev.tidegate.adapters.iam;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.SessionSpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// Writes and reads the Denies that revoke sessions, as JSON. [AWS: IAM UG, "Disabling permissions
/// for temporary security credentials", "Revoke IAM role temporary security credentials"]
///
/// Reading is strict: a document that differs in any way from what is written here does not count
/// as a revocation, since its effect is unknown.
final class RevocationDocuments {
  private static final String HEAD = "{\"Version\":\"2012-10-17\",\"Statement\":";
  private static final String DENY =
      "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":";
  private static final String USER = "aws:userid";
  private static final String GRANT = "aws:PrincipalTag/TidegateGrant";
  private static final String ISSUE_TIME = "aws:TokenIssueTime";
  private static final String ISSUED = "aws:PrincipalTag/" + SessionSpec.ISSUED;

  /// The part of `aws:userid` before the session name: any role id.
  private static final String ANY_ROLE = "*:";

  private RevocationDocuments() {}

  /// Returns a Deny of everything for the sessions of one grant, by session name, which is the
  /// grant id, and by the transitive tag, which stays when the session assumes further roles.
  static String grant(GrantId grant) {
    return HEAD
        + "["
        + deny("StringLike", USER, ANY_ROLE + grant.text())
        + ","
        + deny("StringEquals", GRANT, grant.text())
        + "]}";
  }

  /// Returns a Deny of everything for the sessions of these grants, by session name, in as few
  /// characters as possible: 130, and 23 for each grant.
  static String grants(Collection<GrantId> grants) {
    return HEAD
        + DENY
        + "{\"StringLike\":{\"aws:userid\":["
        + grants.stream()
            .map(grant -> "\"" + ANY_ROLE + grant.text() + "\"")
            .collect(Collectors.joining(","))
        + "]}}}}";
  }

  /// Returns the grants whose sessions a document denies; none when it is not exactly a document
  /// that [#grant] or [#grants] writes.
  static Set<GrantId> named(String document) {
    Set<GrantId> named = new HashSet<>();
    for (IamStatement statement : denies(document)) {
      boolean byName = all(statement, "StringLike", USER);
      if (!byName && !all(statement, "StringEquals", GRANT)) {
        return Set.of();
      }
      for (IamCondition condition : byName ? statement.conditions() : List.<IamCondition>of()) {
        Optional<GrantId> grant = sessionName(condition.value());
        if (grant.isEmpty()) {
          return Set.of();
        }
        named.add(grant.get());
      }
    }
    return named;
  }

  private static Optional<GrantId> sessionName(String user) {
    return Optional.of(user)
        .filter(text -> text.startsWith(ANY_ROLE))
        .map(text -> text.substring(ANY_ROLE.length()))
        .filter(GrantId::matches)
        .map(GrantId::new);
  }

  /// Returns a Deny of everything for all sessions issued before `before`, rounded up to a second,
  /// by AWS's issue time and by the tag with the issue time. Signing in to the console, or
  /// otherwise deriving credentials, may change AWS's issue time, but not the tag. Sessions from
  /// before the tag was introduced have none; a numeric condition on a missing key does not match.
  static String everySessionBefore(Instant before) {
    Instant second = wholeSecond(before);
    return HEAD
        + "["
        + deny("DateLessThan", ISSUE_TIME, second.toString())
        + ","
        + deny("NumericLessThan", ISSUED, Long.toString(second.getEpochSecond()))
        + "]}";
  }

  /// Returns the time in a document that [#everySessionBefore] writes, or wrote before the tag was
  /// introduced; empty for any other document.
  static Optional<Instant> before(String document) {
    List<IamStatement> statements = denies(document);
    Optional<Instant> before =
        statements.stream()
            .filter(statement -> all(statement, "DateLessThan", ISSUE_TIME))
            .map(statement -> instant(statement.conditions().getFirst().value()))
            .flatMap(Optional::stream)
            .findFirst();
    return before.filter(
        at ->
            same(document, everySessionBefore(at))
                || same(document, HEAD + deny("DateLessThan", ISSUE_TIME, at.toString()) + "}"));
  }

  static Instant wholeSecond(Instant instant) {
    Instant down = instant.truncatedTo(ChronoUnit.SECONDS);
    return down.equals(instant) ? down : down.plusSeconds(1);
  }

  private static String deny(String operator, String key, String value) {
    return DENY + "{\"" + operator + "\":{\"" + key + "\":\"" + value + "\"}}}";
  }

  private static boolean same(String one, String other) {
    return Set.copyOf(denies(one)).equals(Set.copyOf(denies(other)));
  }

  /// Returns the statements of a document if every one of them denies everything under its
  /// conditions; otherwise none.
  private static List<IamStatement> denies(String document) {
    try {
      List<IamStatement> statements = IamPolicy.fromJson(document).statements();
      return statements.stream().allMatch(RevocationDocuments::everything) ? statements : List.of();
    } catch (RuntimeException unreadable) {
      return List.of();
    }
  }

  private static boolean everything(IamStatement statement) {
    boolean nothingElse =
        Stream.of(
                statement.notActions(),
                statement.notResources(),
                statement.principals(),
                statement.notPrincipals())
            .allMatch(List::isEmpty);
    return nothingElse
        && statement.effect().equals(IamEffect.DENY)
        && statement.actions().equals(List.of(IamAction.ALL))
        && statement.resources().equals(List.of(IamResource.ALL));
  }

  private static boolean all(IamStatement statement, String operator, String key) {
    return !statement.conditions().isEmpty()
        && statement.conditions().stream()
            .allMatch(
                condition ->
                    condition.operator().value().equals(operator)
                        && condition.key().value().equals(key));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
