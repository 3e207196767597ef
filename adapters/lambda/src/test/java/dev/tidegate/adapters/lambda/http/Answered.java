package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.Trees;
import dev.tidegate.wire.api.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What a function answered.
public record Answered(APIGatewayV2HTTPResponse response) {
  /// Asserts the status.
  public Answered expect(int status) {
    assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(status);
    return this;
  }

  /// Asserts a problem of this code, with its status, and returns it.
  public Answered problem(ProblemCode code) {
    expect(code.status());
    assertThat(header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(body())
        .containsEntry("type", "urn:tidegate:problem:" + code.word())
        .containsEntry("code", code.word())
        .containsEntry("title", code.title())
        .containsEntry("status", (long) code.status());
    if (code != ProblemCode.POLICY_INVALID && body().containsKey("errors")) {
      readsOnce();
    }
    return this;
  }

  /// Whoever shows an error says `expected` before, or after, what was: it must not say so itself.
  /// A finding in a policy file is a sentence of its own.
  private void readsOnce() {
    for (Map<String, Object> error : errors()) {
      assertThat(error.getOrDefault("expected", "").toString().split("[ ;,:.]+"))
          .as(raw())
          .isNotEmpty()
          .doesNotContain("expected");
    }
  }

  /// Asserts that the first error is exactly this.
  public Answered error(String field, String expected, String fix) {
    assertThat(errors().getFirst())
        .isEqualTo(Map.of("field", field, "expected", expected, "fix", fix));
    return this;
  }

  public String header(String name) {
    return response.getHeaders().getOrDefault(name, "");
  }

  public String raw() {
    return response.getBody();
  }

  public Map<String, Object> body() {
    return Trees.read(response.getBody().getBytes(StandardCharsets.UTF_8));
  }

  /// Returns what is at a path of keys and indexes, such as `grant.state` or `items.0.id`.
  @SuppressWarnings("unchecked")
  public Object at(String path) {
    Object at = body();
    for (String step : path.split("\\.", -1)) {
      at =
          switch (at) {
            case Map<?, ?> map -> {
              assertThat((Map<String, Object>) map).as(raw()).containsKey(step);
              yield ((Map<String, Object>) map).getOrDefault(step, "");
            }
            case List<?> list -> list.get(Integer.parseInt(step));
            default -> throw new AssertionError(path + " leads nowhere in " + raw());
          };
    }
    return at;
  }

  public String text(String path) {
    return at(path).toString();
  }

  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> errors() {
    return (List<Map<String, Object>>) at("errors");
  }
}
