package dev.tidegate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a client needs to know about the running stacks, by name. `local/README.md` lists the
/// names.
///
/// Contains the passwords of the demo people, so its text form shows nothing.
public record Outputs(Map<String, String> values) {
  public Outputs {
    values = Map.copyOf(values);
  }

  /// Returns one output. Throws when there is none of that name.
  public String get(String name) {
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> new LocalAwsException("No output is called " + name + "."));
  }

  /// Writes a properties file that only its owner can read.
  void write(Path file) {
    try {
      Path fresh =
          Files.createTempFile(
              file.toAbsolutePath().getParent(),
              "stack",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      String text =
          new TreeMap<>(values)
              .entrySet().stream()
                  .map(e -> e.getKey() + "=" + e.getValue())
                  .collect(Collectors.joining("\n"));
      Files.writeString(fresh, text + "\n");
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new LocalAwsException("Cannot write " + file + ".", failed);
    }
  }

  @Override
  public String toString() {
    return "Outputs[***]";
  }
}
