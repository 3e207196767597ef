package dev.tidegate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `docs/calls.md` says: under each heading of a verb a table, whose second column is a call
/// in backticks, perhaps with how often it is made.
record DocumentedCalls(Map<String, List<String>> all) {
  private static final Pattern HEADING = Pattern.compile("### (.+)");
  private static final Pattern ROW =
      Pattern.compile("\\| *[0-9]+ *\\| `([A-Za-z]+\\.[A-Za-z]+)`(?: ×([0-9]+))?.*");

  static DocumentedCalls read(Path file) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
          current = new ArrayList<>();
          all.put(heading.group(1), current);
        }
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
          int times = Optional.ofNullable(row.group(2)).map(Integer::parseInt).orElse(1);
          for (int i = 0; i < times; i++) {
            current.add(row.group(1));
          }
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new DocumentedCalls(all);
  }

  Set<String> verbs() {
    return all.keySet();
  }

  List<String> of(String verb) {
    return Optional.ofNullable(all.get(verb))
        .orElseThrow(() -> new AssertionError("docs/calls.md does not describe: " + verb));
  }
}
