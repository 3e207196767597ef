package dev.tidegate.adapters.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.core.broker.FieldError;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Tells who calls, from the claims that the JWT authorizer verified and from nothing else: no
/// header, no query, no body can change it.
///
/// Identity is `iss` and `sub`. The label falls back to the subject. The authorizer hands a list
/// over as one flat text: `[a b]`, `[a, b]`, `a,b` and a single value are read; what is not a group
/// name is left out, since not being in a group gives nothing. A claim `token_use`, which Cognito
/// sets, has to be `access`: an ID token is for the client that asked for it. [AWS: API Gateway DG,
/// JWT authorizers]
///
/// @param groups the claim that lists the groups
/// @param label the claim that people are shown as
public record Claims(String groups, String label) {
  private static final int LABEL = 256;

  /// Takes the names of the claims from the environment.
  public static Claims of(Env env) {
    return new Claims(env.required("TIDEGATE_GROUPS_CLAIM"), env.required("TIDEGATE_LABEL_CLAIM"));
  }

  /// Returns the caller.
  public Parsed<Principal> caller(APIGatewayV2HTTPEvent event) {
    return Optional.ofNullable(event.getRequestContext())
        .map(APIGatewayV2HTTPEvent.RequestContext::getAuthorizer)
        .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer::getJwt)
        .map(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT::getClaims)
        .map(this::principal)
        .orElseGet(() -> unauthenticated("The call carries no verified token."));
  }

  private Parsed<Principal> principal(Map<String, String> claims) {
    Optional<String> issuer = text(claims, "iss");
    Optional<String> subject = text(claims, "sub");
    if (issuer.isEmpty() || subject.isEmpty()) {
      return unauthenticated("The token names no issuer or no subject.");
    }
    if (text(claims, "token_use").filter(use -> !use.equals("access")).isPresent()) {
      return unauthenticated("The token is not an access token.");
    }
    PrincipalId id;
    try {
      id = new PrincipalId(issuer.get(), subject.get());
    } catch (IllegalArgumentException e) {
      return unauthenticated("The token's issuer or subject has a form that is not supported.");
    }
    String shown = text(claims, label).map(Claims::printable).orElse("");
    return new Parsed.Ok<>(
        new Principal(
            id,
            cut(shown.isBlank() ? id.subject() : shown),
            text(claims, groups).map(Claims::groups).orElseGet(TreeSet::new)));
  }

  private static NavigableSet<Group> groups(String flat) {
    NavigableSet<Group> groups = new TreeSet<>();
    for (String name : FlatList.of(flat)) {
      group(name).ifPresent(groups::add);
    }
    return groups;
  }

  private static Optional<Group> group(String name) {
    try {
      return Optional.of(new Group(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Map<String, String> claims, String name) {
    return Optional.ofNullable(claims.get(name)).filter(value -> !value.isBlank());
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "").strip();
  }

  private static String cut(String text) {
    return text.length() > LABEL ? text.substring(0, LABEL) : text;
  }

  private static <T> Parsed<T> unauthenticated(String detail) {
    return new Parsed.Bad<>(
        Problem.of(
            ProblemCode.UNAUTHENTICATED,
            detail,
            new FieldError(
                "Authorization", "Bearer and an access token", "sign in again: tidegate login")));
  }
}
