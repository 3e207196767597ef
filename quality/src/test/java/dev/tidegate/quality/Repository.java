package dev.tidegate.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The files of this repository: those that git tracks or would add.
public final class Repository {
  /// Main Java code.
  static final Predicate<String> MAIN = path -> path.matches("(.*/)?src/main/java/.*\\.java");

  private Repository() {}

  /// Returns the folder that everything is in.
  public static Path root() {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    return Optional.ofNullable(module.getParent()).orElse(module);
  }

  /// Returns the paths of the files for which `wanted` holds, relative to [#root], with `/`.
  static List<String> files(Predicate<String> wanted) {
    try {
      Process git =
          new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard")
              .directory(root().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      List<String> listed;
      try (Stream<String> lines = git.inputReader().lines()) {
        listed = lines.filter(wanted).filter(Repository::exists).toList();
      }
      return git.waitFor() == 0 ? listed : walk(wanted);
    } catch (IOException noGit) {
      return walk(wanted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Returns what a file holds; nothing when it is not text.
  static Optional<String> text(String path) {
    try {
      return Optional.of(Files.readString(root().resolve(path)));
    } catch (MalformedInputException binary) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the modules that have main Java code.
  static List<String> modules() {
    return files(MAIN).stream()
        .map(path -> path.substring(0, path.indexOf("src/main/java/")))
        .map(module -> module.endsWith("/") ? module.substring(0, module.length() - 1) : module)
        .distinct()
        .sorted()
        .toList();
  }

  /// Lists the files of a copy that came without its history.
  private static List<String> walk(Predicate<String> wanted) {
    try (Stream<Path> all = Files.walk(root())) {
      return all.filter(Files::isRegularFile)
          .map(path -> root().relativize(path).toString().replace('\\', '/'))
          .filter(path -> !path.matches("(.*/)?(target|\\.git|\\.local|__pycache__)/.*"))
          .filter(wanted)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean exists(String path) {
    return Files.isRegularFile(root().resolve(path));
  }
}
