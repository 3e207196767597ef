package dev.tidegate.cli.text;

import java.util.HashMap;
import java.util.Map;

/// What people type for a field of the API, or for a condition of the policy that is about one: the
/// API says `duration`, the command line `--duration`.
public final class FieldNames {
  private static final String PARAMETER = "parameters.";

  /// As most commands call them.
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

  /// As `extend` does, whose time is no option.
  public static final FieldNames EXTEND = USUAL.but("duration", "TIME");

  private final Map<String, String> names;

  private FieldNames(Map<String, String> names) {
    this.names = Map.copyOf(names);
  }

  /// Returns the option or argument, or `field` itself when nothing is typed for it.
  public String name(String field) {
    return field.startsWith(PARAMETER)
        ? "--param " + field.substring(PARAMETER.length())
        : names.getOrDefault(field, field);
  }

  /// Returns a sentence that begins with the name of its condition, such as `duration: at most 2h
  /// expected`, with what is typed for that.
  public String sentence(String condition, String text) {
    return text.startsWith(condition + ": ")
        ? name(condition) + text.substring(condition.length())
        : text;
  }

  /// Returns what to do, with the command where the API names a call of its own.
  String step(String fix) {
    return fix.replace("GET /v1/entitlements", "'tidegate entitlements'");
  }

  private FieldNames but(String field, String name) {
    Map<String, String> others = new HashMap<>(names);
    others.put(field, name);
    return new FieldNames(others);
  }
}
