package dev.tidegate.cli.aws;

import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The files in which AWS tools look for profiles. The config file is replaced atomically, keeping
/// its permissions and, when it is a symbolic link, the link.
public record AwsFiles(Path config, Path credentials) {
  /// Returns the files named by `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, by default
  /// `~/.aws/config` and `~/.aws/credentials`.
  public static AwsFiles of(CommandEnvironment shell) {
    Path folder = shell.home().resolve(".aws");
    return new AwsFiles(
        shell
            .variable("AWS_CONFIG_FILE")
            .map(Path::of)
            .orElse(folder.resolve("config"))
            .toAbsolutePath(),
        shell
            .variable("AWS_SHARED_CREDENTIALS_FILE")
            .map(Path::of)
            .orElse(folder.resolve("credentials"))
            .toAbsolutePath());
  }

  /// Reads a file; a missing file reads as empty text.
  public static AwsConfig read(Path file) {
    try {
      return new AwsConfig(
          Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
    } catch (IOException e) {
      throw CommandFailure.of(ExitCode.LOCAL, "Cannot read " + file + ": " + e.getMessage() + ".");
    }
  }

  /// Replaces the config file atomically.
  public void write(AwsConfig changed) {
    try {
      Path target = Files.exists(config) ? config.toRealPath() : config;
      Path folder = java.util.Objects.requireNonNullElse(target.getParent(), Path.of("."));
      Files.createDirectories(folder);
      Set<PosixFilePermission> permissions =
          Files.exists(target)
              ? Files.getPosixFilePermissions(target)
              : PosixFilePermissions.fromString("rw-------");
      FileAttribute<Set<PosixFilePermission>> owner =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Path fresh = Files.createTempFile(folder, ".config", ".new", owner);
      try {
        Files.writeString(fresh, changed.text(), StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(fresh, permissions);
        Files.move(
            fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw CommandFailure.of(
          ExitCode.LOCAL, "Cannot write " + config + ": " + e.getMessage() + ".");
    }
  }
}
