package dev.tidegate.quality.api;

import dev.tidegate.adapters.lambda.Trees;
import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One operation of the document, and what a call and its answer break of it.
record Operation(Description description, String path, String method) {
  /// Headers of every answer, said once in the document's introduction.
  private static final Set<String> ALWAYS =
      Set.of("Content-Type", "Cache-Control", "X-Content-Type-Options");

  String route() {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }

  String id() {
    return place().get("operationId").orElse("").toString();
  }

  /// Returns the codes of the problems that it answers with.
  @SuppressWarnings("unchecked")
  List<String> problems() {
    return (List<String>) place().get("x-problems").orElse(List.of());
  }

  /// Returns the statuses that it answers with.
  Set<String> statuses() {
    return responses().keySet();
  }

  /// Returns how a call breaks the document: parameters that it does not describe, and a body that
  /// is not as described.
  List<String> errors(Sent sent) {
    List<String> errors = new ArrayList<>();
    Map<String, String> parameters = parameters();
    sent.query().forEach((name, value) -> check(errors, parameters, "query " + name, value));
    sent.path().forEach((name, value) -> check(errors, parameters, "path " + name, value));
    sent.headers()
        .forEach(
            (name, value) ->
                check(errors, parameters, "header " + name.toLowerCase(Locale.ROOT), value));
    for (String name : requiredOfTheQuery()) {
      if (!sent.query().containsKey(name)) {
        errors.add("query " + name + " is missing");
      }
    }
    body().ifPresent(schema -> errors.addAll(description.errors(schema, bodyTree(sent))));
    return errors;
  }

  /// Returns whether a call may carry JSON.
  boolean takesJson() {
    return place().get("requestBody").isPresent() && !method.equals("put");
  }

  /// Returns the parts of a call that are described: `body reason`, `query page`, `header
  /// If-Match`, `path id`.
  List<String> parts() {
    List<String> parts = new ArrayList<>(parameters().keySet());
    body()
        .filter(_ -> takesJson())
        .map(schema -> description.at(schema).get("properties").orElse(Map.of()))
        .ifPresent(
            properties ->
                ((Map<?, ?>) properties).keySet().forEach(name -> parts.add("body " + name)));
    return parts;
  }

  /// Returns how an answer breaks the document.
  List<String> errors(Answered answered) {
    String status = Integer.toString(answered.response().getStatusCode());
    if (!statuses().contains(status)) {
      return List.of("status " + status + " is not described");
    }
    Description.Place response = description.at(place().below("responses", status));
    String type = answered.header("Content-Type");
    List<String> errors = new ArrayList<>(headerErrors(response, answered));
    if (response.get("content").filter(map -> ((Map<?, ?>) map).containsKey(type)).isEmpty()) {
      errors.add("type " + type + " is not described for " + status);
      return errors;
    }
    Object tree = type.endsWith("json") ? answered.body() : answered.raw();
    errors.addAll(description.errors(response.below("content", type, "schema"), tree));
    if (type.startsWith("application/problem") && !problems().contains(answered.text("code"))) {
      errors.add("code " + answered.text("code") + " is not in x-problems");
    }
    return errors;
  }

  private Description.Place place() {
    return description.at(new Description.Place("/paths", Map.of()).below(path, method));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> responses() {
    return (Map<String, Object>) place().get("responses").orElse(Map.of());
  }

  private Optional<String> body() {
    if (place().get("requestBody").isEmpty()) {
      return Optional.empty();
    }
    Description.Place body = description.at(place().below("requestBody"));
    Map<?, ?> content = (Map<?, ?>) body.get("content").orElse(Map.of());
    String type = content.keySet().iterator().next().toString();
    return Optional.of(body.below("content", type, "schema"));
  }

  private static Object bodyTree(Sent sent) {
    if (sent.body().isEmpty()) {
      return Map.of();
    }
    byte[] bytes = sent.body().getBytes(StandardCharsets.UTF_8);
    return JsonReader.BODY.read(bytes) instanceof JsonReader.Result.Value(Json.Obj body)
        ? Trees.map(body)
        : sent.body();
  }

  private List<String> requiredOfTheQuery() {
    List<String> required = new ArrayList<>();
    List<?> listed = (List<?>) place().get("parameters").orElse(List.of());
    for (int i = 0; i < listed.size(); i++) {
      Description.Place parameter =
          description.at(place().below("parameters", Integer.toString(i)));
      if (parameter.get("in").equals(Optional.of("query"))
          && parameter.get("required").map(Object::toString).equals(Optional.of("true"))) {
        required.add(parameter.get("name").orElse("").toString());
      }
    }
    return required;
  }

  private Map<String, String> parameters() {
    Map<String, String> found = new LinkedHashMap<>();
    List<?> listed = (List<?>) place().get("parameters").orElse(List.of());
    for (int i = 0; i < listed.size(); i++) {
      Description.Place parameter =
          description.at(place().below("parameters", Integer.toString(i)));
      String name = parameter.get("name").orElse("").toString();
      String in = parameter.get("in").orElse("").toString();
      found.put(
          in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name),
          parameter.below("schema"));
    }
    return found;
  }

  private void check(List<String> errors, Map<String, String> known, String name, String value) {
    String schema = known.get(name);
    if (schema == null) {
      errors.add(name + " is not described");
      return;
    }
    boolean number = description.at(schema).get("type").filter("integer"::equals).isPresent();
    Object typed = number && value.matches("[0-9]{1,18}") ? Long.valueOf(value) : value;
    errors.addAll(description.errors(schema, typed));
  }

  private List<String> headerErrors(Description.Place response, Answered answered) {
    List<String> errors = new ArrayList<>();
    Map<?, ?> described = (Map<?, ?>) response.get("headers").orElse(Map.of());
    for (String name : answered.response().getHeaders().keySet()) {
      if (!ALWAYS.contains(name) && !described.containsKey(name)) {
        errors.add("header " + name + " is not described");
      }
    }
    for (Object name : described.keySet()) {
      Description.Place header = description.at(response.below("headers", name.toString()));
      String value = answered.header(name.toString());
      if (!value.isEmpty()) {
        errors.addAll(description.errors(header.below("schema"), value));
      } else if (header.get("required").filter(Boolean.TRUE::equals).isPresent()) {
        errors.add("header " + name + " is missing");
      }
    }
    return errors;
  }
}
