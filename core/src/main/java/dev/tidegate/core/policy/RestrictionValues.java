package dev.tidegate.core.policy;

import dev.tidegate.core.entitlement.TextFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;

/// Decides which values a condition of a permission can have under an operator: for other values,
/// IAM refuses the document or the condition is never met [AWS: IAM UG, "IAM JSON policy elements:
/// Condition operators"].
public final class RestrictionValues {
  private static final TextFormat NUMBER =
      TextFormat.of("[+-]?[0-9]{1,18}([.][0-9]{1,18})?", "a number such as 10 or 0.5");
  private static final TextFormat FLAG = TextFormat.of("true|false", "true or false");
  private static final TextFormat EPOCH = TextFormat.of("[0-9]{1,13}", "");
  private static final TextFormat ISO =
      TextFormat.of(
          "[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
              + "(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?",
          "");
  private static final String DATE = "a date such as 2026-12-24T18:00:00Z, or seconds since 1970,";
  private static final String NETWORK =
      "an address or a network such as 203.0.113.0/24 or 2001:db8::/32, with no bit set beyond its"
          + " length,";
  private static final TextFormat IPV4 = TextFormat.of("([0-9]{1,3}[.]){3}[0-9]{1,3}", "");
  private static final TextFormat ARN =
      TextFormat.of(
          "[*]|[$][{].*|[^:]+:[^:]*:[^:]*:[^:]*:[^:]*:.+",
          "an ARN, whose six parts may hold * and ?,");

  private RestrictionValues() {}

  /// Returns what was expected of `value`, with Tidegate's variables filled in, under an operator
  /// such as `StringLike` or `ForAnyValue:ArnLikeIfExists`; empty when it is accepted.
  public static Optional<String> objection(String operator, String value) {
    Kind kind = Kind.of(operator);
    if (kind.readsNoVariables() && value.contains("${")) {
      return Optional.of("no variable (IAM reads them under String and Arn operators alone)");
    }
    return switch (kind) {
      case TEXT -> Optional.empty();
      case ARN -> ARN.accepts(value) ? Optional.empty() : Optional.of(ARN.expected());
      case FLAG -> FLAG.accepts(value) ? Optional.empty() : Optional.of(FLAG.expected());
      case NUMBER -> NUMBER.accepts(value) ? Optional.empty() : Optional.of(NUMBER.expected());
      case NETWORK -> range(value) ? Optional.empty() : Optional.of(NETWORK);
      case BYTES -> base64(value) ? Optional.empty() : Optional.of("bytes written in base64");
      case DATE -> date(value) ? Optional.empty() : Optional.of(DATE);
    };
  }

  /// What an operator compares.
  private enum Kind {
    TEXT,
    ARN,
    FLAG,
    NUMBER,
    NETWORK,
    BYTES,
    DATE;

    /// Reads an operator, without what comes before and after its kind. The file's reader lets
    /// through IAM's operators alone, of which those on dates are left at the end.
    static Kind of(String operator) {
      String bare = operator.substring(operator.indexOf(':') + 1);
      if (bare.startsWith("String")) {
        return TEXT;
      }
      if (bare.startsWith("Arn")) {
        return ARN;
      }
      if (bare.startsWith("Bool") || bare.equals("Null")) {
        return FLAG;
      }
      if (bare.startsWith("Numeric")) {
        return NUMBER;
      }
      if (bare.startsWith("IpAddress") || bare.startsWith("NotIpAddress")) {
        return NETWORK;
      }
      return bare.startsWith("Binary") ? BYTES : DATE;
    }

    boolean readsNoVariables() {
      return this != TEXT && this != ARN;
    }
  }

  private static boolean range(String text) {
    int slash = text.indexOf('/');
    String whole = IPV4.accepts(text) ? text + "/32" : text + "/128";
    return Network.Range.parse(slash < 0 ? whole : text).isPresent();
  }

  private static boolean date(String text) {
    if (EPOCH.accepts(text)) {
      return true;
    }
    if (!ISO.accepts(text)) {
      return false;
    }
    try {
      LocalDate.parse(
          switch (text.length()) {
            case 4 -> text + "-01-01";
            case 7 -> text + "-01";
            default -> text.substring(0, 10);
          });
      return text.length() <= 10 || time(text.substring(11));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean time(String text) {
    return text.matches("([01][0-9]|2[0-3]):[0-5][0-9].*")
        && (text.length() < 8
            || text.charAt(5) != ':'
            || text.substring(6).matches("[0-5][0-9].*"));
  }

  private static boolean base64(String text) {
    try {
      return Base64.getDecoder().decode(text).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
