package dev.tidegate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One person's view of the API: a URL and a token.
final class Api {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final String url;
  private final Optional<String> token;

  Api(String url, Optional<String> token) {
    this.url = url;
    this.token = token;
  }

  Reply get(String path) {
    return send("GET", path, Optional.empty(), Map.of());
  }

  Reply post(String path, Object body) {
    return post(path, body, Map.of());
  }

  Reply post(String path, Object body, Map<String, String> headers) {
    try {
      return send("POST", path, Optional.of(JSON.writeValueAsString(body)), headers);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Reply postText(String path, String body) {
    return send("POST", path, Optional.of(body), Map.of());
  }

  Reply put(String path, String body, Map<String, String> headers) {
    return send("PUT", path, Optional.of(body), headers);
  }

  private Reply send(
      String method, String path, Optional<String> body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body.map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    if (headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
      request.header("content-type", "application/json");
    }
    headers.forEach(request::header);
    token.ifPresent(text -> request.header("authorization", "Bearer " + text));
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("content-type").orElse(""),
          json(response.body()));
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (IOException e) {
      return JSON.getNodeFactory().textNode(text);
    }
  }
}
