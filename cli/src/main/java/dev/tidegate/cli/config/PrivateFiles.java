package dev.tidegate.cli.config;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Files that only their owner may read.
///
/// Folders are created with mode 0700 and files with 0600, so that another user can open them at no
/// moment. A file is replaced atomically. A file that others may read is refused rather than
/// repaired: its secret may already be known.
public final class PrivateFiles {
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFiles() {}

  /// Returns the file's text, or empty when there is no such file.
  public static Optional<String> read(Path file) {
    try {
      refuseOpen(file);
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  /// Replaces the file atomically.
  public static void write(Path file, String text) {
    try {
      Path folder = folderOf(file);
      Path fresh = Files.createTempFile(folder, "." + file.getFileName(), ".new", FILE);
      try {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  /// Deletes the file and returns whether there was one.
  public static boolean delete(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw cannot("remove", file, e);
    }
  }

  /// Runs the action while holding a lock on the file that other processes respect.
  public static <T> T locked(Path file, Supplier<T> action) {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try {
      folderOf(file);
      try (FileChannel channel =
              FileChannel.open(
                  lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE);
          FileLock held = channel.lock()) {
        if (!held.isValid()) {
          throw new IOException("the lock was lost");
        }
        return action.get();
      }
    } catch (IOException e) {
      throw cannot("lock", lock, e);
    }
  }

  private static Path folderOf(Path file) throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
    Files.createDirectories(folder, FOLDER);
    return folder;
  }

  private static void refuseOpen(Path file) throws IOException {
    Set<PosixFilePermission> others = new java.util.HashSet<>(Files.getPosixFilePermissions(file));
    others.removeAll(OWNER);
    if (!others.isEmpty()) {
      throw CommandFailure.of(
          ExitCode.LOCAL,
          file + " may be read or changed by others; it is not used.",
          "remove it and log in again; or, when you are sure that nobody has read it: chmod 600 "
              + file);
    }
  }

  private static CommandFailure cannot(String verb, Path file, IOException cause) {
    return CommandFailure.of(
        ExitCode.LOCAL, "Cannot " + verb + " " + file + ": " + cause.getMessage() + ".");
  }
}
