package dev.tidegate.cli.text;

import java.util.HashMap;
import java.util.Map;

/// Maps fields of the API, and the policy conditions about them, to what people type: `duration` in
/// the API is `--duration` on the command line.
public final class FieldNames {
  private static final String PARAMETER = "parameters.";

  /// The names in most commands.
  public static final FieldNames USUAL =
      new FieldNames(
          Map.ofEntries(
              Map.entry("entitlement", "ENTITLEMENT"),
              Map.entry("parameters", "--param"),
              Map.entry("duration", "--duration"),
              Map.entry("use", "--use"),
              Map.entry("ticket", "--ticket"),
              Map.entry("reason", "--reason"),
              Map.entry("startsAt", "--start"),
              Map.entry("start", "--start"),
              Map.entry("breakGlass", "--break-glass"),
              Map.entry("break-glass", "--break-glass"),
              Map.entry("continues", "GRANT"),
              Map.entry("comment", "--comment"),
              Map.entry("list", "WHICH"),
              Map.entry("limit", "--limit"),
              Map.entry("page", "--page"),
              Map.entry("id", "ID"),
              Map.entry("Idempotency-Key", "--idempotency-key"),
              Map.entry("Authorization", "your sign-in")));

  /// The names in `extend`, whose time is an argument and not an option.
  public static final FieldNames EXTEND = USUAL.but("duration", "TIME");

  private final Map<String, String> names;

  private FieldNames(Map<String, String> names) {
    this.names = Map.copyOf(names);
  }

  /// Returns the option or argument for `field`, or `field` itself when there is none.
  public String name(String field) {
    return field.startsWith(PARAMETER)
        ? "--param " + field.substring(PARAMETER.length())
        : names.getOrDefault(field, field);
  }

  /// Returns a sentence that begins with the name of its condition, such as `duration: at most 2h
  /// expected`, with that name replaced by what people type.
  public String sentence(String condition, String text) {
    return text.startsWith(condition + ": ")
        ? name(condition) + text.substring(condition.length())
        : text;
  }

  /// Returns a fix in which calls of the API are replaced by commands.
  String step(String fix) {
    return fix.replace("GET /v1/entitlements", "'tidegate entitlements'");
  }

  private FieldNames but(String field, String name) {
    Map<String, String> others = new HashMap<>(names);
    others.put(field, name);
    return new FieldNames(others);
  }
}
