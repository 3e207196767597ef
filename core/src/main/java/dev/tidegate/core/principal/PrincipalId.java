package dev.tidegate.core.principal;

import dev.tidegate.core.digest.Utf8;

/// The only identity that is ever compared: the token's issuer and subject, as verified by the
/// authorizer.
///
/// E-mail addresses and names are only labels. Neither part may be blank, contain control
/// characters or be longer than 512 characters. The issuer may not contain `|`, so that the
/// canonical form is unambiguous.
public record PrincipalId(String issuer, String subject) {
  public PrincipalId {
    check("issuer", issuer);
    check("subject", subject);
    if (issuer.indexOf('|') >= 0) {
      throw new IllegalArgumentException("issuer: no '|' expected");
    }
  }

  /// Returns `issuer|subject`.
  public String canonical() {
    return issuer + "|" + subject;
  }

  /// Parses the result of [#canonical].
  public static PrincipalId parse(String canonical) {
    int bar = canonical.indexOf('|');
    if (bar < 0) {
      throw new IllegalArgumentException("expected issuer|subject");
    }
    return new PrincipalId(canonical.substring(0, bar), canonical.substring(bar + 1));
  }

  private static void check(String part, String value) {
    if (value.isBlank()
        || value.length() > 512
        || value.chars().anyMatch(Character::isISOControl)
        || !Utf8.isWellFormed(value)) {
      throw new IllegalArgumentException(part + ": 1 to 512 printable characters expected");
    }
  }
}
