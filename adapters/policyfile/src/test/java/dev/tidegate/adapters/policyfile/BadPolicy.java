package dev.tidegate.adapters.policyfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One bad policy of `bad-policies.txt`, which says at its top how to read it.
///
/// @param schema whether the published schema sees that it is bad
/// @param findings each as `line:column code: message`
public record BadPolicy(String title, String file, boolean schema, List<String> findings) {
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  public static String good() throws IOException {
    return resource("good-policy.yaml");
  }

  static List<BadPolicy> all() throws IOException {
    String good = good();
    List<BadPolicy> all = new ArrayList<>();
    String[] blocks = resource("bad-policies.txt").split("\n\n");
    for (int i = 1; i < blocks.length; i++) {
      all.add(read(good, blocks[i].lines().toList()));
    }
    return all;
  }

  private static String resource(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(BadPolicy.class.getResourceAsStream("/" + name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  byte[] bytes() {
    return file.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return title;
  }

  private static BadPolicy read(String good, List<String> lines) {
    String from = String.join("\n", after("- ", lines));
    String to = String.join("\n", after("+ ", lines));
    if (!good.contains(from)) {
      throw new IllegalArgumentException("not in good-policy.yaml: " + from);
    }
    String plain =
        ESCAPE
            .matcher(to)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(found.group(1), 16))));
    return new BadPolicy(
        after("# ", lines).getFirst(),
        good.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(plain)),
        lines.contains("= schema"),
        after("! ", lines));
  }

  private static List<String> after(String mark, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }
}
