package dev.tidegate.adapters.policyfile;

/// How messages show what is in the file: on one line, and never more than a little of it.
final class Show {
  private Show() {}

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

  static String kind(Node node) {
    return switch (node) {
      case Node.Items _ -> "a list";
      case Node.Fields _ -> "a mapping";
      case Node.Broken _ -> "something refused above";
      case Node.Text text ->
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
