package dev.tidegate.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The repository's root, from the folder of a module.
final class RepoRoot {
  private RepoRoot() {}

  static Path path() {
    return Stream.iterate(Optional.of(Path.of("").toAbsolutePath()), up -> up.map(Path::getParent))
        .map(Optional::orElseThrow)
        .filter(folder -> Files.exists(folder.resolve("template.yaml")))
        .findFirst()
        .orElseThrow();
  }
}
