package dev.tidegate.adapters.policyfile;

import java.util.regex.Pattern;

/// Determines the type of an unquoted value by the core schema of YAML 1.2: `yes` and `2h` are
/// text, and an account id without quotes is a number.
final class Scalars {
  private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern FLAG = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  private Scalars() {}

  static YamlNode.Kind kind(String plain) {
    if (plain.isEmpty()) {
      return YamlNode.Kind.NOTHING;
    }
    if ("~nNtTfF+-.0123456789".indexOf(plain.charAt(0)) < 0) {
      return YamlNode.Kind.TEXT;
    }
    if (NOTHING.matcher(plain).matches()) {
      return YamlNode.Kind.NOTHING;
    }
    if (FLAG.matcher(plain).matches()) {
      return YamlNode.Kind.FLAG;
    }
    if (WHOLE.matcher(plain).matches()) {
      return YamlNode.Kind.WHOLE;
    }
    return NUMBER.matcher(plain).matches() ? YamlNode.Kind.NUMBER : YamlNode.Kind.TEXT;
  }
}
