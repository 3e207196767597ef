package dev.tidegate.core.principal;

import dev.tidegate.core.digest.Utf8;

/// The one identity that is ever compared: the token's issuer and subject, as the authorizer
/// verified them.
///
/// E-mail addresses and names are labels. Neither part may be blank, hold a control character or be
/// longer than 512 characters; the issuer may not hold `|`, so that the canonical form is
/// unambiguous.
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

  /// Reads what [#canonical] wrote.
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
