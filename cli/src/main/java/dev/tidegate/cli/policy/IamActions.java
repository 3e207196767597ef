package dev.tidegate.cli.policy;

import dev.tidegate.policytools.KnownActions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// The IAM actions of AWS's Service Authorization Reference, read from a bundled file.
/// `docs/policy.md` states its date; `cli/pin-iam-actions.py` writes it. Names are compared
/// ignoring case, as IAM does.
public final class IamActions implements KnownActions {
  private static final String FILE = "iam-actions.txt.gz";

  /// The lines of each service, parsed on first use.
  private final Map<String, List<String>> lines = new HashMap<>();

  private final Map<String, NavigableMap<String, Known>> services = new HashMap<>();

  /// Loads the file.
  public IamActions() {
    try (InputStream in = IamActions.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      List<String> of = new ArrayList<>();
      for (String line :
          new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))
              .lines()
              .toList()) {
        if (line.startsWith("@")) {
          of = new ArrayList<>();
          lines.put(line.substring(1), of);
        } else if (!line.startsWith("#")) {
          of.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the names of the services.
  public Set<String> services() {
    return new TreeSet<>(lines.keySet());
  }

  @Override
  public Answer about(String action) {
    if (!lines.containsKey(service(action))) {
      return Answer.UNKNOWN_SERVICE;
    }
    return covered(action).isEmpty() ? Answer.UNKNOWN_ACTION : Answer.KNOWN;
  }

  @Override
  public Collection<Known> covered(String action) {
    String service = service(action);
    NavigableMap<String, Known> actions =
        services.computeIfAbsent(service, name -> read(name, lines.getOrDefault(name, List.of())));
    String name = action.substring(service.length() + 1).toLowerCase(Locale.ROOT);
    if (name.endsWith("*")) {
      String beginning = name.substring(0, name.length() - 1);
      return actions.subMap(beginning, true, beginning + Character.MAX_VALUE, false).values();
    }
    return actions.containsKey(name) ? List.of(actions.get(name)) : List.of();
  }

  private static String service(String action) {
    return action.substring(0, action.indexOf(':')).toLowerCase(Locale.ROOT);
  }

  private static NavigableMap<String, Known> read(String service, List<String> lines) {
    Map<String, String> arns = new HashMap<>();
    NavigableMap<String, Known> actions = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      if (line.startsWith("/")) {
        arns.put(words[0].substring(1), words[1]);
      } else {
        actions.put(
            words[0].toLowerCase(Locale.ROOT),
            new Known(
                service + ":" + words[0],
                level(words[1]),
                names(words[2]).stream().map(arns::get).toList(),
                names(words[3]).stream()
                    .map(key -> key.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet())));
      }
    }
    return actions;
  }

  private static List<String> names(String word) {
    return word.equals("-") ? List.of() : List.of(word.split(","));
  }

  private static Level level(String letter) {
    return switch (letter) {
      case "L" -> Level.LIST;
      case "R" -> Level.READ;
      case "W" -> Level.WRITE;
      case "T" -> Level.TAGGING;
      case "P" -> Level.PERMISSIONS_MANAGEMENT;
      default -> throw new IllegalStateException(FILE + ": no level " + letter);
    };
  }
}
