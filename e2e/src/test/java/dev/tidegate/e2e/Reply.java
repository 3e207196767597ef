package dev.tidegate.e2e;

import com.fasterxml.jackson.databind.JsonNode;

/// What the API answered.
record Reply(int status, String contentType, JsonNode body) {
  /// Returns the text at a path such as `grant.state`; empty when it is not there.
  String text(String path) {
    return body.at("/" + path.replace('.', '/')).asText("");
  }

  /// Returns the answer if it has this status; fails with the whole answer when it has another.
  Reply expect(int wanted) {
    if (status != wanted) {
      throw new AssertionError("expected " + wanted + " but got " + status + ": " + body);
    }
    return this;
  }
}
