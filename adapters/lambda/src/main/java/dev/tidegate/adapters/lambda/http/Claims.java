package dev.tidegate.adapters.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.core.digest.Utf8;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Identifies the caller from the token that the JWT authorizer verified, and from nothing else: no
/// other header, no query and no body can change it.
///
/// The identity is `iss` and `sub`. The label is at most 256 characters long and defaults to the
/// subject. Groups are the texts of an array, or a single text, which is one group. A name is never
/// split, and invalid group names are ignored, since not being in a group gives nothing. A
/// `token_use` claim, which Cognito sets, must be `access`: an ID token is only for the client that
/// requested it. [VerifiedToken] has the rest.
///
/// @param groups the name of the claim with the groups
/// @param label the name of the claim with the label
public record Claims(String groups, String label) {
  private static final int LABEL = 256;

  /// Takes the names of the claims from the environment.
  public static Claims of(Env env) {
    return new Claims(env.required("TIDEGATE_GROUPS_CLAIM"), env.required("TIDEGATE_LABEL_CLAIM"));
  }

  /// Returns the caller, or the problem `unauthenticated`.
  public Parsed<Principal> caller(APIGatewayV2HTTPEvent event) {
    return VerifiedToken.of(event).then(this::principal);
  }

  private Parsed<Principal> principal(VerifiedToken token) {
    if (token.text("token_use").filter(use -> !use.equals("access")).isPresent()) {
      return VerifiedToken.unauthenticated("The token is not an access token.");
    }
    PrincipalId id;
    try {
      id = new PrincipalId(token.text("iss").orElse(""), token.text("sub").orElse(""));
    } catch (IllegalArgumentException e) {
      return VerifiedToken.unauthenticated(
          "The token's issuer or subject has a form that is not supported.");
    }
    String shown = token.text(label).map(Claims::printable).orElse("");
    return new Parsed.Ok<>(
        new Principal(id, cut(shown.isBlank() ? id.subject() : shown), groupsOf(token)));
  }

  private NavigableSet<Group> groupsOf(VerifiedToken token) {
    NavigableSet<Group> found = new TreeSet<>();
    token.values(groups).stream().filter(Group::valid).map(Group::new).forEach(found::add);
    return found;
  }

  private static String printable(String text) {
    return Utf8.wellFormed(text).replaceAll("\\p{Cntrl}", "").strip();
  }

  /// Truncates between code points, never within a surrogate pair.
  private static String cut(String text) {
    return Utf8.beginning(text, LABEL);
  }
}
