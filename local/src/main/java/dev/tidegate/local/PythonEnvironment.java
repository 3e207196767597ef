package dev.tidegate.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A virtual environment with exactly the packages that one requirements file pins by hash.
///
/// Its folder is named after the file's content and the interpreter's version, so it is created
/// once, and a changed file gets another. When two runs create it at once, one waits. A folder
/// without the file `complete` is unfinished and created again.
record PythonEnvironment(Path folder) {
  private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();
  private static final Duration LIMIT = Duration.ofMinutes(30);

  Path python() {
    return folder.resolve("bin").resolve("python");
  }

  Path executable(String name) {
    return folder.resolve("bin").resolve(name);
  }

  static PythonEnvironment of(Path home, Path requirements, String label, Progress progress) {
    Python python = Python.find();
    try {
      byte[] content = Files.readAllBytes(requirements);
      String name = label + "-3." + python.minor() + "-" + hash(content);
      Path folder = Files.createDirectories(home).toAbsolutePath().normalize().resolve(name);
      ReentrantLock lock = LOCKS.computeIfAbsent(folder, _ -> new ReentrantLock());
      lock.lock();
      try (FileChannel channel =
              FileChannel.open(
                  home.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        PythonEnvironment environment = new PythonEnvironment(folder);
        if (!environment.complete()) {
          environment.make(python, requirements, label, progress);
        }
        return environment;
      } finally {
        lock.unlock();
      }
    } catch (IOException failed) {
      throw new LocalAwsException(
          "Cannot make the Python environment " + label + " under " + home + ".", failed);
    }
  }

  private boolean complete() {
    return Files.exists(folder.resolve("complete")) && Files.isExecutable(python());
  }

  private void make(Python python, Path requirements, String label, Progress progress)
      throws IOException {
    if (Files.exists(folder)) {
      progress.line("Removing a half-made Python environment: " + folder);
      delete(folder);
    }
    progress.line("Installing " + label + " into " + folder + " (once; a minute or less)");
    run(List.of(python.executable().toString(), "-m", "venv", folder.toString()), label, progress);
    run(
        List.of(
            python().toString(),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            "--no-compile",
            "--disable-pip-version-check",
            "--only-binary=:all:",
            "--require-hashes",
            "-r",
            requirements.toAbsolutePath().toString()),
        label,
        progress);
    Files.writeString(folder.resolve("complete"), "");
  }

  private void run(List<String> command, String label, Progress progress) throws IOException {
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    try {
      long waited = 0;
      while (!process.waitFor(5, TimeUnit.SECONDS)) {
        waited += 5;
        progress.line("  still installing " + label + ", " + waited + " s");
        if (waited > LIMIT.toSeconds()) {
          throw new LocalAwsException(
              "Installing " + label + " took more than " + LIMIT + ". Its output: " + log);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LocalAwsException("Interrupted while installing " + label + ".", interrupted);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      String output = Files.readString(log, StandardCharsets.UTF_8).strip();
      throw new LocalAwsException(
          "Installing "
              + label
              + " failed with exit code "
              + process.exitValue()
              + ". It needs the Python package index (once). Its output:\n"
              + output.substring(Math.max(0, output.length() - 2000)));
    }
  }

  static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException failed)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
          .substring(0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
