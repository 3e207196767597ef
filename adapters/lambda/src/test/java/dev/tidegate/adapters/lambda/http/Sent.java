package dev.tidegate.adapters.lambda.http;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.Trees;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A call to the HTTP API, as API Gateway hands it over: with the token in its header, and with the
/// token's claims flattened by the authorizer. Each method returns another one.
///
/// @param claims the payload of the token; a call without any is one by nobody
public record Sent(
    String route,
    Map<String, Object> claims,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    boolean base64) {
  /// The id that API Gateway gives to each of these calls.
  public static final String REQUEST_ID = "JKJaXmPLvHcESHA=";

  public Sent {
    claims = Collections.unmodifiableMap(new TreeMap<>(claims));
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /// A call by nobody.
  public static Sent to(String route) {
    return new Sent(route, Map.of(), Map.of(), Map.of(), Map.of(), "", false);
  }

  /// With the token of somebody, as the authorizer verified it.
  public Sent as(Principal person) {
    return claims(
        Map.of(
            "iss", person.id().issuer(),
            "sub", person.id().subject(),
            "username", person.label(),
            "cognito:groups", person.groups().stream().map(Group::name).toList(),
            "token_use", "access"));
  }

  /// With a token that has these claims.
  public Sent claims(Map<String, ?> other) {
    return new Sent(route, new TreeMap<>(other), path, query, headers, body, base64);
  }

  /// With this `{id}` in the path.
  public Sent id(String id) {
    return new Sent(route, claims, Map.of("id", id), query, headers, body, base64);
  }

  /// With one more parameter in the query.
  public Sent query(String name, String value) {
    return new Sent(route, claims, path, plus(query, name, value), headers, body, base64);
  }

  /// With one more header.
  public Sent header(String name, String value) {
    return new Sent(route, claims, path, query, plus(headers, name, value), body, base64);
  }

  /// With this text as its body.
  public Sent text(String text) {
    return new Sent(route, claims, path, query, headers, text, false);
  }

  /// With this tree as its JSON body.
  public Sent json(Map<String, ?> tree) {
    return text(Trees.write(tree));
  }

  /// With its body in base64, as API Gateway hands over what it takes for bytes.
  public Sent inBase64() {
    return new Sent(
        route,
        claims,
        path,
        query,
        headers,
        Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)),
        true);
  }

  /// Sends it.
  public Answered by(RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
    return new Answered(handler.handleRequest(event(), new TestContext()));
  }

  /// Returns the event.
  public APIGatewayV2HTTPEvent event() {
    APIGatewayV2HTTPEvent.RequestContext context = new APIGatewayV2HTTPEvent.RequestContext();
    context.setRequestId(REQUEST_ID);
    if (!claims.isEmpty()) {
      context.setAuthorizer(
          APIGatewayV2HTTPEvent.RequestContext.Authorizer.builder()
              .withJwt(
                  APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT
                      .builder()
                      .withClaims(Tokens.flat(claims))
                      .build())
              .build());
    }
    APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    event.setVersion("2.0");
    event.setRouteKey(route);
    event.setRequestContext(context);
    event.setHeaders(
        claims.isEmpty() || headers.containsKey("authorization")
            ? headers
            : plus(headers, "authorization", "Bearer " + Tokens.of(claims)));
    if (!path.isEmpty()) {
      event.setPathParameters(path);
    }
    if (!query.isEmpty()) {
      event.setQueryStringParameters(query);
    }
    if (!body.isEmpty()) {
      event.setBody(body);
      event.setIsBase64Encoded(base64);
    }
    return event;
  }

  private static Map<String, String> plus(Map<String, String> map, String name, String value) {
    Map<String, String> more = new TreeMap<>(map);
    more.put(name, value);
    return more;
  }
}
