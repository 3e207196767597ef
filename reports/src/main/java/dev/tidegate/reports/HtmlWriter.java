package dev.tidegate.reports;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes elements of an HTML page. Every text is escaped by [#text].
final class HtmlWriter {
  private HtmlWriter() {}

  /// Escapes a text for use anywhere in HTML, in elements and in attributes.
  static String text(String plain) {
    StringBuilder safe = new StringBuilder(plain.length() + 16);
    plain
        .codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                  boolean shown = point >= ' ' && point != 0x7f && !isTurning(point);
                  safe.appendCodePoint(shown ? point : 0xfffd);
                }
              }
            });
    return safe.toString();
  }

  /// Returns whether a character changes the writing direction, which can make one word look like
  /// another.
  private static boolean isTurning(int point) {
    return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
  }

  /// Returns a table; columns after the first `texts` are numbers.
  static String table(String caption, int texts, List<String> head, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<table><caption>").append(text(caption));
    html.append("</caption><thead><tr>");
    for (int i = 0; i < head.size(); i++) {
      html.append(i < texts ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">");
      html.append(text(head.get(i))).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        if (i == 0) {
          html.append("<th scope=\"row\">").append(text(row.get(i))).append("</th>");
        } else {
          html.append(i < texts ? "<td>" : "<td class=\"n\">");
          html.append(text(row.get(i))).append("</td>");
        }
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table>\n").toString();
  }

  /// One bar of a chart: its name and the lengths of its parts.
  record Bar(String name, List<Long> parts) {
    long sum() {
      return parts.stream().mapToLong(Long::longValue).sum();
    }
  }

  /// Returns a chart of stacked horizontal bars with a legend.
  ///
  /// @param names the names of the parts
  static String bars(String title, List<String> names, List<Bar> bars) {
    long longest = Math.max(1, bars.stream().mapToLong(Bar::sum).max().orElse(0));
    int height = bars.size() * 26 + 8;
    String numbers =
        bars.stream().map(bar -> bar.name() + ": " + bar.sum()).collect(Collectors.joining(", "));
    StringBuilder svg = new StringBuilder("<figure><figcaption>").append(text(title));
    svg.append("</figcaption><p class=\"key\">");
    for (int i = 0; i < names.size(); i++) {
      svg.append("<span><i class=\"k")
          .append(i)
          .append("\"></i>")
          .append(text(names.get(i)))
          .append("</span> ");
    }
    svg.append("</p><svg role=\"img\" viewBox=\"0 0 760 ")
        .append(height)
        .append("\" aria-label=\"")
        .append(text(title + ". " + numbers))
        .append("\">");
    for (int row = 0; row < bars.size(); row++) {
      svg.append(bar(bars.get(row), row * 26 + 4, longest, names));
    }
    return svg.append("</svg></figure>\n").toString();
  }

  private static String bar(Bar bar, int top, long longest, List<String> names) {
    StringBuilder svg = new StringBuilder();
    svg.append("<text x=\"250\" y=\"")
        .append(top + 14)
        .append("\" text-anchor=\"end\">")
        .append(text(shortened(bar.name())))
        .append("</text>");
    double left = 260;
    for (int i = 0; i < bar.parts().size(); i++) {
      double width = 430.0 * bar.parts().get(i) / longest;
      if (width > 0) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<rect class=\"k%d\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"18\"><title>%s:"
                    + " %d</title></rect>",
                i,
                left,
                top,
                width,
                text(names.get(i)),
                bar.parts().get(i)));
      }
      left += width;
    }
    return svg.append(
            String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%d</text>", left + 6, top + 14, bar.sum()))
        .toString();
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= 36
        ? name
        : name.substring(0, name.offsetByCodePoints(0, 35)) + "…";
  }

  /// Returns seconds as a duration for people, such as `2 h 5 min`.
  static String span(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 120) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 48
        ? hours + " h " + minutes % 60 + " min"
        : hours / 24 + " d " + hours % 24 + " h";
  }
}
