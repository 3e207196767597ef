package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The pictures of `docs/pictures`: each is drawn from its text, and the one of rights says what
/// the template says.
class PicturesTest {
  private static final String RIGHTS = "docs/pictures/rights.puml";
  private static final Pattern ARROW =
      Pattern.compile("^\\[([a-z-]+)\\] [-=]+> \\[?([a-z-]+)\\]?", Pattern.MULTILINE);
  private static final Pattern ROLE =
      Pattern.compile("^  (\\w+)Role:\n(?:    .*\n)+", Pattern.MULTILINE);
  private static final Pattern ASSUMED = Pattern.compile(":role/Tidegate([A-Z][a-z]+)");
  private static final Pattern INVOKED =
      Pattern.compile("Action: lambda:InvokeFunction\\s+Resource: (.*)");
  private static final Pattern FUNCTION = Pattern.compile("([A-Z]\\w+)Function\\.(?:Arn|Alias)");

  @Test
  void eachPictureIsDrawnFromTheTextBesideIt() {
    List<String> sources =
        Repository.files(path -> path.startsWith("docs/pictures/") && path.endsWith(".puml"));
    assertThat(sources).isNotEmpty();
    for (String source : sources) {
      String drawing = Repository.text(source.replace(".puml", ".svg")).orElseThrow();
      assertThat(drawing)
          .as(source + " changed: run docs/pictures/draw")
          .contains("SHA-256 " + sha256(Repository.text(source).orElseThrow()));
    }
  }

  @Test
  void thePictureOfRightsShowsWhatEachRoleMayAssumeAndInvoke() {
    TreeSet<String> drawn = new TreeSet<>();
    Matcher arrow = ARROW.matcher(Repository.text(RIGHTS).orElseThrow());
    while (arrow.find()) {
      drawn.add(arrow.group(1) + " -> " + arrow.group(2));
    }
    drawn.removeIf(one -> one.endsWith("-> record") || one.endsWith("-> scheduler"));
    assertThat(drawn).isEqualTo(granted(Repository.text("template.yaml").orElseThrow()));
  }

  /// Reads from the template which of Tidegate's roles and functions each function's role reaches.
  private static TreeSet<String> granted(String template) {
    TreeSet<String> found = new TreeSet<>();
    Matcher role = ROLE.matcher(template);
    while (role.find()) {
      String from = name(role.group(1));
      if (from.equals("schedule")) {
        continue;
      }
      Matcher assumed = ASSUMED.matcher(role.group());
      while (assumed.find()) {
        found.add(from + " -> " + assumed.group(1).toLowerCase(Locale.ROOT));
      }
      Matcher invoked = INVOKED.matcher(role.group());
      while (invoked.find()) {
        Matcher function = FUNCTION.matcher(invoked.group(1));
        while (function.find()) {
          found.add(from + " -> " + name(function.group(1)));
        }
      }
    }
    return found;
  }

  /// Returns the module of a logical id, such as `end-grant` of `EndGrant`.
  private static String name(String logicalId) {
    String words = logicalId.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    return Map.of("audit", "drift-check").getOrDefault(words, words);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
