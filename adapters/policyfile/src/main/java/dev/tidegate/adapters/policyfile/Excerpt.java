package dev.tidegate.adapters.policyfile;

/// Shortens text of the file for messages: one line, limited in length.
final class Excerpt {
  private Excerpt() {}

  static String quoted(String text) {
    return "\"" + cut(text, 60) + "\"";
  }

  static String cut(String text, int most) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(most)
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .forEach(out::appendCodePoint);
    return out.length() < text.length() ? out + "…" : out.toString();
  }

  static String kind(YamlNode node) {
    return switch (node) {
      case YamlNode.Items _ -> "a list";
      case YamlNode.Fields _ -> "a mapping";
      case YamlNode.Broken _ -> "something refused above";
      case YamlNode.Text text ->
          switch (text.kind()) {
            case TEXT -> "text";
            case WHOLE -> "a whole number";
            case NUMBER -> "a number";
            case FLAG -> "true or false";
            case NOTHING -> "nothing";
          };
    };
  }
}
