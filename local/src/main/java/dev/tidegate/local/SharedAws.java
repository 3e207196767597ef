package dev.tidegate.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// One emulator without stacks for all modules of a Maven run: the first test that asks starts it,
/// the others find it, and it ends with Maven. Nobody else may be assumed to be absent: a test
/// takes accounts, or names, that no test of another module takes.
///
/// [LocalAws#start] is for who needs an AWS that nobody else changes. Unlike that one this lives in
/// a process of its own, since each module's tests run in a JVM that ends with them. Which Maven
/// run it is, the system property `tidegate.run` says; without it, as in an editor, the emulator is
/// this JVM's and ends with it.
public final class SharedAws {
  private static final Duration START_LIMIT = Duration.ofMinutes(6);
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();
  private static Optional<Clients> found = Optional.empty();

  private SharedAws() {}

  /// Returns what makes clients of the emulator of the repository at `repoRoot`. Waits until it
  /// answers; throws [LocalAwsException] when it cannot be started.
  public static Clients clients(Path repoRoot, Progress progress) {
    ONE_AT_A_TIME.lock();
    try {
      Clients clients = found.orElseGet(() -> find(repoRoot, progress));
      found = Optional.of(clients);
      return clients;
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private static Clients find(Path repoRoot, Progress progress) {
    Optional<String> run = Optional.ofNullable(System.getProperty("tidegate.run"));
    Optional<ProcessHandle> maven = maven();
    if (run.isEmpty() || maven.isEmpty()) {
      return LocalAws.start(repoRoot, progress).clients();
    }
    return of(repoRoot.toAbsolutePath().normalize(), run.get(), maven.get(), progress);
  }

  /// Returns clients of the emulator of this run, which ends when `holder` does.
  static Clients of(Path root, String run, ProcessHandle holder, Progress progress) {
    Path home = root.resolve(".local");
    try {
      Files.createDirectories(home);
      try (FileChannel channel =
              FileChannel.open(
                  home.resolve("shared.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        Path note = note(home, run);
        if (!Files.exists(note)) {
          launch(root, run, holder, note, progress);
        }
        return new Clients(read(note));
      }
    } catch (IOException failed) {
      throw new LocalAwsException("Cannot share an emulator in " + home + ".", failed);
    }
  }

  private static void launch(
      Path root, String run, ProcessHandle holder, Path note, Progress progress)
      throws IOException {
    Path log = log(note);
    progress.line("Starting the emulator that the tests of this run share (log: " + log + ")");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SharedAws.class.getName(),
                    root.toString(),
                    run,
                    Long.toString(holder.pid())))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    long started = System.nanoTime();
    while (!Files.exists(note)) {
      if (!process.isAlive() || System.nanoTime() - started > START_LIMIT.toNanos()) {
        process.destroy();
        throw new LocalAwsException(
            "The shared emulator did not start:\n" + Files.readString(log).strip());
      }
      pause(Duration.ofMillis(50));
    }
  }

  /// The process that holds the emulator: root of the repository, run, id of Maven's process.
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Path note = note(root.resolve(".local"), arguments[1]);
    Optional<ProcessHandle> maven = ProcessHandle.of(Long.parseLong(arguments[2]));
    try (LocalAws aws = LocalAws.start(root, Progress.to(System.out))) {
      write(note, aws.endpoint());
      while (maven.map(ProcessHandle::isAlive).orElse(false) && !aws.askedToStop()) {
        pause(Duration.ofMillis(500));
      }
    } finally {
      Files.deleteIfExists(note);
    }
    Files.deleteIfExists(log(note));
  }

  /// The nearest process above this one that is a JVM; Maven starts the tests through a shell.
  private static Optional<ProcessHandle> maven() {
    return Stream.iterate(
            ProcessHandle.current().parent(),
            Optional::isPresent,
            process -> process.flatMap(ProcessHandle::parent))
        .flatMap(Optional::stream)
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .findFirst();
  }

  private static Path note(Path home, String run) {
    return home.resolve("shared-" + run + ".properties");
  }

  private static Path log(Path note) {
    return note.resolveSibling(note.getFileName().toString().replace(".properties", ".log"));
  }

  private static URI read(Path note) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(note)) {
      values.load(reader);
    }
    return URI.create(values.getProperty("endpoint"));
  }

  private static void write(Path note, URI endpoint) throws IOException {
    Properties values = new Properties();
    values.setProperty("endpoint", endpoint.toString());
    Path fresh = note.resolveSibling(note.getFileName() + ".new");
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      values.store(writer, null);
    }
    Files.move(fresh, note, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void pause(Duration length) {
    try {
      TimeUnit.MILLISECONDS.sleep(length.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LocalAwsException("Interrupted while waiting for the emulator.", interrupted);
    }
  }
}
