package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.aws.ChildEnvironment;
import dev.tidegate.cli.shell.CommandEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/cli.md says what the program does. Run with `-Dtidegate.reference.write=true` to bring its
/// generated parts up to date.
final class ReferenceTest {
  private static final Path PAGE =
      Path.of(System.getProperty("tidegate.reference", "../docs/cli.md"));

  private final Reference reference = new Reference(CommandEnvironment.real());

  @Test
  void theCommandsAreThoseOfTheProgram() throws Exception {
    matches("commands", reference.commands());
  }

  @Test
  void theExitCodesAreThoseOfTheProgram() throws Exception {
    matches("exit codes", reference.exitCodes());
  }

  @Test
  void theEnvironmentVariablesAreThoseThatAreRead() throws Exception {
    TreeSet<String> read = new TreeSet<>(ChildEnvironment.removed());
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      sources =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().endsWith(".gz"))
              .toList();
    }
    for (Path source : sources) {
      Matcher names =
          Pattern.compile("(?:variable\\(\"|getOrDefault\\(\"|\\$\\{)([A-Z][A-Z_]+)")
              .matcher(Files.readString(source));
      while (names.find()) {
        read.add(names.group(1));
      }
    }
    String page = Files.readString(PAGE);

    assertThat(read).hasSizeGreaterThan(15);
    assertThat(read).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  private static void matches(String part, String generated) throws IOException {
    String start = "<!-- " + part + ": from the program, see ReferenceTest -->\n";
    String end = "\n<!-- end of " + part + " -->";
    String page = Files.readString(PAGE);
    int from = page.indexOf(start) + start.length();
    int to = page.indexOf(end);
    assertThat(to).as("the page has its marks for %s", part).isGreaterThanOrEqualTo(from);
    if (Boolean.getBoolean("tidegate.reference.write")) {
      Files.writeString(PAGE, page.substring(0, from) + generated + page.substring(to));
    } else {
      assertThat(page.substring(from, to)).isEqualTo(generated);
    }
  }
}
