package dev.tidegate.cli.policy;

import dev.tidegate.core.policy.tool.ActionList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/// The actions of IAM as AWS's Service Authorization Reference lists them, from a file that this
/// program carries; docs/policy.md says of which day. Names are compared ignoring case, as IAM
/// does.
public final class IamActions implements ActionList {
  private static final String FILE = "iam-actions.txt.gz";

  private final Map<String, NavigableSet<String>> byService = new HashMap<>();

  /// Reads the file: one service a line, its actions behind it.
  public IamActions() {
    try (InputStream in = IamActions.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    List<String> words = List.of(line.toLowerCase(Locale.ROOT).split(" "));
    byService.put(words.getFirst(), new TreeSet<>(words.subList(1, words.size())));
  }

  @Override
  public Answer about(String action) {
    int colon = action.indexOf(':');
    NavigableSet<String> actions =
        byService.get(action.substring(0, colon).toLowerCase(Locale.ROOT));
    if (actions == null) {
      return Answer.UNKNOWN_SERVICE;
    }
    String name = action.substring(colon + 1).toLowerCase(Locale.ROOT);
    if (!name.endsWith("*")) {
      return actions.contains(name) ? Answer.KNOWN : Answer.UNKNOWN_ACTION;
    }
    String beginning = name.substring(0, name.length() - 1);
    String next = actions.ceiling(beginning);
    return next != null && next.startsWith(beginning) ? Answer.KNOWN : Answer.UNKNOWN_ACTION;
  }
}
