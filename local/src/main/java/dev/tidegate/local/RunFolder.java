package dev.tidegate.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// The folder of one run, readable by its owner alone. The run holds its lock as long as it lives;
/// a folder with a free lock is left over from a dead run, and the next run deletes it.
final class RunFolder implements AutoCloseable {
  private static final String STOP = "stop";

  // A file lock belongs to the whole JVM, and closing any channel on the file releases it, so this
  // JVM's own locks must not be probed.
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final Path path;
  private final FileChannel channel;

  private RunFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static RunFolder make(Path home, int port) {
    ONE_AT_A_TIME.lock();
    try {
      Files.createDirectories(home);
      try (FileChannel all = open(home.resolve("runs.lock"));
          FileLock _ = all.lock()) {
        tidy(home);
        Path path = home.toRealPath().resolve("run-" + port);
        Files.createDirectory(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel channel = open(path.resolve("lock"));
        channel.lock();
        OURS.add(path);
        return new RunFolder(path, channel);
      }
    } catch (IOException failed) {
      throw new LocalAwsException("Cannot make a run folder in " + home + ".", failed);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  Path path() {
    return path;
  }

  boolean askedToStop() {
    return Files.exists(path.resolve(STOP));
  }

  /// Asks every live run of other processes to stop and returns their folders.
  static List<Path> askToStop(Path home) {
    try {
      List<Path> asked = new ArrayList<>();
      for (Path path : folders(home)) {
        if (held(path)) {
          Files.writeString(path.resolve(STOP), "");
          asked.add(path);
        }
      }
      return asked;
    } catch (IOException failed) {
      throw new LocalAwsException("Cannot read the runs in " + home + ".", failed);
    }
  }

  private static void tidy(Path home) throws IOException {
    for (Path path : folders(home)) {
      if (!held(path)) {
        PythonEnvironment.delete(path);
      }
    }
  }

  private static List<Path> folders(Path home) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(home)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(home.toRealPath(), "run-*")) {
        stream.forEach(found::add);
      }
    }
    return found;
  }

  private static boolean held(Path path) throws IOException {
    if (OURS.contains(path)) {
      return true;
    }
    Path file = path.resolve("lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = open(file);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Override
  public void close() {
    try {
      channel.close();
      PythonEnvironment.delete(path);
    } catch (IOException leftover) {
      // The next run deletes it.
    } finally {
      OURS.remove(path);
    }
  }
}
