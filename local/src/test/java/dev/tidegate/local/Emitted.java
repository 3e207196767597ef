package dev.tidegate.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The metrics that the functions write, as their code says.
///
/// @param units the unit of each metric
/// @param functions the functions whose code writes it
record Emitted(Map<String, String> units, Map<String, Set<String>> functions) {
  private static final String ADAPTER =
      "adapters/lambda/src/main/java/dev/tidegate/adapters/lambda";
  private static final Pattern CONSTANT =
      Pattern.compile("\\b([A-Z_]+)\\(\"(\\w+)\", \"(\\w+)\"\\)");
  private static final Pattern USE = Pattern.compile("\\bMetric\\.([A-Z_]+)\\b");

  static Emitted read(Path root) {
    Map<String, String> units = new TreeMap<>();
    Map<String, String> words = new TreeMap<>();
    Matcher constant = CONSTANT.matcher(text(root.resolve(ADAPTER + "/Metrics.java")));
    while (constant.find()) {
      words.put(constant.group(1), constant.group(2));
      units.put(constant.group(2), constant.group(3));
    }
    List<String> ofEvents = used(root.resolve(ADAPTER + "/event"));
    List<String> ofTheApi = used(root.resolve(ADAPTER + "/http"));
    Map<String, Set<String>> functions = new TreeMap<>();
    for (Path function : folders(root.resolve("functions"))) {
      List<String> used = used(function.resolve("src/main/java"));
      String name = deployedName(String.valueOf(function.getFileName()));
      String code = code(function.resolve("src/main/java"));
      if (code.contains("adapters.lambda.http.")) {
        used = Stream.concat(used.stream(), ofTheApi.stream()).toList();
      }
      if (code.contains("new EventFunction(")) {
        used = Stream.concat(used.stream(), ofEvents.stream()).toList();
      }
      for (String metric : used) {
        functions
            .computeIfAbsent(words.getOrDefault(metric, metric), _ -> new TreeSet<>())
            .add(name);
      }
    }
    return new Emitted(units, functions);
  }

  /// Returns what the function of a module is called on AWS, after the stack's name: the module's
  /// name, but for the one whose role target accounts trust under an earlier name.
  static String deployedName(String module) {
    return module.equals("drift-check") ? "audit" : module;
  }

  private static List<String> used(Path folder) {
    List<String> found = new ArrayList<>();
    Matcher use = USE.matcher(code(folder));
    while (use.find()) {
      found.add(use.group(1));
    }
    return found;
  }

  private static String code(Path folder) {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> all.append(text(file)).append('\n'));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return all.toString();
  }

  private static List<Path> folders(Path parent) {
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(folder -> Files.isDirectory(folder.resolve("src/main/java"))).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
