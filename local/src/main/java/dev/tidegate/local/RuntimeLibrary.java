package dev.tidegate.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Unpacks the native library of the Lambda runtime client once, to a folder of its own.
///
/// Otherwise every function process writes it to the same file in `/tmp` while others have that
/// file mapped, and ten processes that start at once crash each other. In Lambda, every process has
/// its own `/tmp`.
final class RuntimeLibrary {
  private RuntimeLibrary() {}

  /// Unpacks the library from the jar in `client` into `home`; returns empty when there is no such
  /// jar yet, or no library for this machine.
  static Optional<Path> unpack(Path client, Path home) {
    if (!Files.isDirectory(client)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(client, "aws-lambda-java-runtime-interface-client-*.jar")) {
      for (Path jar : jars) {
        return unpackFrom(jar, home);
      }
      return Optional.empty();
    } catch (IOException failed) {
      throw new LocalAwsException("Cannot unpack the Lambda runtime client's library.", failed);
    }
  }

  private static Optional<Path> unpackFrom(Path jar, Path home) throws IOException {
    Path file = home.resolve(jar.getFileName().toString().replace(".jar", ".so"));
    if (Files.exists(file)) {
      return Optional.of(file);
    }
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Path library = inside.getPath("/jni/libaws-lambda-jni.linux-" + machine + ".so");
      if (!Files.exists(library)) {
        return Optional.empty();
      }
      Files.createDirectories(home);
      Path fresh = Files.createTempFile(home, "library", ".tmp");
      try (InputStream in = Files.newInputStream(library)) {
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(file);
    }
  }
}
