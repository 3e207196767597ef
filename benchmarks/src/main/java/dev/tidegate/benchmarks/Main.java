package dev.tidegate.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Prints, as Markdown tables, the size of each zip, and what starting each handler and the command
/// line takes.
public final class Main {
  /// What the managed Java runtime starts functions with [AWS: Lambda DG, Java].
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Path root;
  private final Path scratch;

  private Main(Path root, Path scratch) {
    this.root = root;
    this.scratch = scratch;
  }

  /// Takes the folder of the repository, built.
  public static void main(String[] arguments) throws IOException {
    Path scratch = Files.createTempDirectory("tidegate-benchmarks");
    try {
      new Main(Path.of(arguments[0]).toAbsolutePath(), scratch).run();
    } finally {
      delete(scratch);
    }
  }

  private void run() throws IOException {
    System.out.println(
        "| function | zip, KB | to the first answer, ms | handler made, ms | JVM that does nothing,"
            + " ms | ratio |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    try (FirstAnswer first = new FirstAnswer(root.resolve("local/target/runtime-client"))) {
      for (String function : functions()) {
        measure(function, first);
      }
    }
    System.out.println();
    System.out.println("| command line | | start, ms | JVM that does nothing, ms | ratio |");
    System.out.println("|---|---|---:|---:|---:|");
    try (CliStartUp cli = new CliStartUp(root, scratch)) {
      for (Map.Entry<String, Processes.Command> command : cli.commands().entrySet()) {
        Processes.Pair pair =
            Processes.pair(
                command.getValue(),
                boot(root.resolve("benchmarks/target/classes").toString(), List.of()));
        row(command.getKey(), pair);
      }
    }
  }

  /// The three are measured in turn, after one run of each that does not count.
  private void measure(String function, FirstAnswer first) throws IOException {
    Path zip = root.resolve("functions/" + function + "/target/" + function + ".zip");
    Path unpacked = unpack(zip, scratch.resolve(function));
    String classPath = unpacked.resolve("lib") + "/*:" + root.resolve("benchmarks/target/classes");
    Processes.Command made = boot(classPath, List.of(handler(function)));
    Processes.Command nothing = boot(classPath, List.of());
    String event = FirstEvents.all().getOrDefault(function, "{}");
    double[][] millis = new double[3][Processes.RUNS];
    for (int run = -1; run < Processes.RUNS; run++) {
      double answered = first.millis(unpacked, handler(function), environment(), event, OPTIONS);
      double constructed = Processes.time(made);
      double idle = Processes.time(nothing);
      if (run >= 0) {
        millis[0][run] = answered;
        millis[1][run] = constructed;
        millis[2][run] = idle;
      }
    }
    Sample answered = new Sample(millis[0]);
    Sample idle = new Sample(millis[2]);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.0f (%.0f to %.0f) | %.0f | %.0f | %.1f |%n",
        function,
        Files.size(zip) / 1024,
        answered.median(),
        answered.min(),
        answered.max(),
        new Sample(millis[1]).median(),
        idle.median(),
        answered.median() / idle.median());
  }

  private Processes.Command boot(String classPath, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Processes.java());
    line.addAll(OPTIONS);
    line.addAll(List.of("-cp", classPath, "dev.tidegate.benchmarks.Boot"));
    line.addAll(arguments);
    return new Processes.Command(line, environment());
  }

  private Map<String, String> environment() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("AWS_REGION", "eu-central-1");
    all.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    all.put("AWS_SECRET_ACCESS_KEY", "example");
    all.put("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    for (String name : variables()) {
      all.put(name, "example");
    }
    all.put("TIDEGATE_ACTIVITY_DAYS", "90");
    all.put("TIDEGATE_CHECKPOINT_GRACE_SECONDS", "420");
    all.put("TIDEGATE_REPORT_DAYS", "7");
    all.put("TIDEGATE_REPORT_ZONE", "UTC");
    all.put("TIDEGATE_REPORT_HOURS_FROM", "07:00");
    all.put("TIDEGATE_REPORT_HOURS_TO", "19:00");
    all.put("TIDEGATE_GROUPS_CLAIM", "cognito:groups");
    all.put("TIDEGATE_LABEL_CLAIM", "username");
    return all;
  }

  private List<String> functions() throws IOException {
    try (Stream<Path> folders = Files.list(root.resolve("functions"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("src/main/java")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /// Returns the names of every variable that the template gives to a function.
  private Set<String> variables() throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher variable =
        Pattern.compile("^ +(TIDEGATE_[A-Z_]+):", Pattern.MULTILINE)
            .matcher(Files.readString(root.resolve("template.yaml")));
    while (variable.find()) {
      names.add(variable.group(1));
    }
    return names;
  }

  private static String handler(String function) {
    return "dev.tidegate.functions." + function.replace("-", "") + ".Handler";
  }

  private static void row(String name, Processes.Pair pair) {
    System.out.printf(
        Locale.ROOT,
        "| %s | | %.0f (%.0f to %.0f) | %.0f | %.1f |%n",
        name,
        pair.one().median(),
        pair.one().min(),
        pair.one().max(),
        pair.other().median(),
        pair.ratio());
  }

  private static Path unpack(Path zip, Path into) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException("an entry leaves the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.resolveSibling("."));
          Files.copy(in, file);
        }
      }
    }
    return into;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Main::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
