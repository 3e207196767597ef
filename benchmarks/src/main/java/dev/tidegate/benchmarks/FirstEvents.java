package dev.tidegate.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// The event that each function gets first in a start-up measurement: for those behind the API a
/// call of their commonest route, by somebody who is in every group that the settings name.
final class FirstEvents {
  private static final String CLAIMS =
      "{\"cognito:groups\":[\"example\"],\"iss\":\"https://issuer.example\",\"sub\":\"1\","
          + "\"token_use\":\"access\",\"username\":\"ann\"}";
  private static final String FLAT = CLAIMS.replace("[\"example\"]", "\"[example]\"");
  private static final String ID = "{\"id\":\"%s0000000000000000\"}";
  private static final String NONE = "{}";

  private FirstEvents() {}

  /// Returns the events by function; one that is not named gets an empty object.
  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("requests", call("GET /v1/requests/{id}", ID.formatted("r-"), ""));
    all.put(
        "reviews",
        call(
            "POST /v1/requests/{id}/approve",
            ID.formatted("r-"),
            "{\"hash\":\"" + "0".repeat(64) + "\"}"));
    all.put("sessions", call("POST /v1/grants/{id}/credentials", ID.formatted("g-"), ""));
    all.put(
        "revocations",
        call("POST /v1/grants/{id}/revoke", ID.formatted("g-"), "{\"reason\":\"example\"}"));
    all.put("policies", call("GET /v1/policy", NONE, ""));
    all.put("records", call("GET /v1/audit/checkpoints", NONE, ""));
    all.put("checks", call("POST /v1/audit/check", NONE, ""));
    all.put("start-grant", "{\"grantId\":\"g-0000000000000000\"}");
    all.put("end-grant", "{\"grantId\":\"g-0000000000000000\"}");
    all.put("publish", "{\"Records\":[]}");
    all.put("activity", "{\"Records\":[]}");
    return all;
  }

  private static String call(String route, String path, String body) {
    return "{\"version\":\"2.0\",\"routeKey\":\"%s\",\"pathParameters\":%s,\"headers\":{\"authorization\":\"Bearer %s\"},"
            .formatted(route, path, token())
        + "\"requestContext\":{\"requestId\":\"example\",\"http\":{\"method\":\"GET\",\"sourceIp\":\"192.0.2.1\"},"
        + "\"authorizer\":{\"jwt\":{\"claims\":%s}}},\"body\":\"%s\",\"isBase64Encoded\":false}"
            .formatted(FLAT, body.replace("\"", "\\\""));
  }

  private static String token() {
    return encoded("{\"alg\":\"RS256\"}") + "." + encoded(CLAIMS) + ".c2lnbmF0dXJl";
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
