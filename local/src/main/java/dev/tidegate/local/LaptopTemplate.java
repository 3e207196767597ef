package dev.tidegate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `template.yaml` as the laptop deploys it. Only three things differ: the location of the code,
/// the runtime, and SnapStart, which a custom runtime does not support.
///
/// The runtime is `provided.al2023`, since the emulator runs managed Java runtimes only in
/// containers, but a custom runtime as a plain process. The zips contain the `bootstrap` that a
/// custom runtime needs.
public record LaptopTemplate(String text, Map<String, Path> zips) {
  private static final Pattern CODE =
      Pattern.compile("CodeUri: (functions/([a-z-]+)/target/\\2\\.zip)");
  private static final String MANAGED = "Runtime: java25";
  private static final String SNAPSHOTS = "      SnapStart: { ApplyOn: PublishedVersions }\n";

  public LaptopTemplate {
    zips = Map.copyOf(zips);
  }

  /// Reads the template and finds the zips that it refers to. Throws when one has not been built.
  public static LaptopTemplate read(Path repoRoot) {
    Path file = repoRoot.resolve("template.yaml");
    try {
      String text = Files.readString(file);
      Map<String, Path> zips = new LinkedHashMap<>();
      List<String> missing = new ArrayList<>();
      Matcher matcher = CODE.matcher(text);
      while (matcher.find()) {
        Path zip = repoRoot.resolve(matcher.group(1));
        zips.put(matcher.group(2), zip);
        if (!Files.isRegularFile(zip)) {
          missing.add(matcher.group(1));
        }
      }
      if (!missing.isEmpty()) {
        throw new LocalAwsException(
            "Not built yet: " + String.join(", ", missing) + ". Run `mvn -B package` first.");
      }
      if (zips.isEmpty()
          || text.indexOf(MANAGED) < 0
          || text.indexOf(MANAGED) != text.lastIndexOf(MANAGED)) {
        throw new LocalAwsException(
            file + " is not as expected: it names functions' zips, and `" + MANAGED + "` once.");
      }
      return new LaptopTemplate(text, zips);
    } catch (IOException unreadable) {
      throw new LocalAwsException("Cannot read " + file + ".", unreadable);
    }
  }

  /// Returns the template for the laptop; `key` gives the bucket key of each function.
  public String deployable(String bucket, UnaryOperator<String> key) {
    return located(bucket, key).replace(MANAGED, "Runtime: provided.al2023").replace(SNAPSHOTS, "");
  }

  /// Returns the template for AWS, with only the location of the code changed.
  public String located(String bucket, UnaryOperator<String> key) {
    return CODE.matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    "CodeUri: { Bucket: " + bucket + ", Key: " + key.apply(match.group(2)) + " }"));
  }
}
