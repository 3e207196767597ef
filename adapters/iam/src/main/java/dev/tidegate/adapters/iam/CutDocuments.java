package dev.tidegate.adapters.iam;

import dev.tidegate.core.grant.GrantId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The Denies that cut sessions, as JSON. [AWS: IAM UG, "Disabling permissions for temporary
/// security credentials", "Revoke IAM role temporary security credentials"]
final class CutDocuments {
  private static final String HEAD = "{\"Version\":\"2012-10-17\",\"Statement\":";
  private static final String DENY =
      "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":";
  private static final Pattern NAMED = Pattern.compile("\"\\*:(g-[0-9a-hjkmnp-tv-z]{16})\"");
  private static final Pattern BEFORE =
      Pattern.compile(
          "\"DateLessThan\"\\s*:\\s*\\{\\s*\"aws:TokenIssueTime\"\\s*:\\s*\"([^\"]+)\"");

  private CutDocuments() {}

  /// Denies everything to the sessions of one grant: by their name, which is the grant id, and by
  /// the tag that stays with a session wherever it is chained on to.
  static String grant(GrantId grant) {
    return HEAD
        + "["
        + DENY
        + "{\"StringLike\":{\"aws:userid\":\"*:"
        + grant.text()
        + "\"}}},"
        + DENY
        + "{\"StringEquals\":{\"aws:PrincipalTag/TidegateGrant\":\""
        + grant.text()
        + "\"}}}]}";
  }

  /// Denies everything to the sessions of these grants, by their names, in as few characters as can
  /// be: 130, and 23 for each grant.
  static String grants(Collection<GrantId> grants) {
    return HEAD
        + DENY
        + "{\"StringLike\":{\"aws:userid\":["
        + grants.stream()
            .map(grant -> "\"*:" + grant.text() + "\"")
            .collect(Collectors.joining(","))
        + "]}}}}";
  }

  /// Reads which grants' sessions a document denies by their names.
  static Set<GrantId> named(String document) {
    return NAMED
        .matcher(document)
        .results()
        .map(found -> new GrantId(found.group(1)))
        .collect(Collectors.toSet());
  }

  /// Denies everything to every session that was issued before `before`, rounded up to a second.
  static String everySessionBefore(Instant before) {
    return HEAD
        + DENY
        + "{\"DateLessThan\":{\"aws:TokenIssueTime\":\""
        + wholeSecond(before)
        + "\"}}}}";
  }

  /// Reads what [#everySessionBefore] wrote; nothing when it is another document.
  static Optional<Instant> before(String document) {
    Matcher found = BEFORE.matcher(document);
    if (!found.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(found.group(1)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static Instant wholeSecond(Instant instant) {
    Instant down = instant.truncatedTo(ChronoUnit.SECONDS);
    return down.equals(instant) ? down : down.plusSeconds(1);
  }
}
