package dev.tidegate.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/// `up` starts the emulated AWS and keeps it running until Ctrl-C or `down`; `down` stops it.
@Command(
    name = "local",
    description = "Tidegate on an AWS that runs on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {Main.Up.class, Main.Down.class})
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (failure, command, _) -> {
          if (failure instanceof LocalAwsException || failure instanceof SdkException) {
            command.getErr().println(failure.getMessage());
            return 1;
          }
          throw failure;
        });
    System.exit(line.execute(arguments));
  }

  @Command(name = "up", description = "Start, deploy, and stay until Ctrl-C or `down`.")
  static final class Up implements Callable<Integer> {
    @Option(names = "--repository", description = "Folder with template.yaml (default: this one).")
    private Path repository = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
      long started = System.nanoTime();
      Progress progress = Progress.to(System.out);
      try (LocalAws aws = LocalAws.start(repository, progress)) {
        Outputs outputs = aws.deploy();
        progress.line("Ready after " + (System.nanoTime() - started) / 1_000_000_000 + " s");
        progress.line("API:         " + outputs.get("api.url"));
        progress.line("Everything:  " + aws.runFolder().resolve("stack.properties"));
        progress.line("Stop it with Ctrl-C.");
        while (!aws.askedToStop()) {
          Thread.sleep(500);
        }
        progress.line("Stopping");
      }
      return 0;
    }
  }

  @Command(name = "down", description = "Stop every `up` of this repository.")
  static final class Down implements Callable<Integer> {
    @Option(names = "--repository", description = "Folder with template.yaml (default: this one).")
    private Path repository = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
      List<Path> asked =
          RunFolder.askToStop(repository.toAbsolutePath().normalize().resolve(".local"));
      for (int round = 0; round < 60 && asked.stream().anyMatch(Files::exists); round++) {
        Thread.sleep(500);
      }
      List<Path> left = asked.stream().filter(Files::exists).toList();
      left.forEach(path -> System.err.println("Still running: " + path));
      System.out.println("Stopped: " + (asked.size() - left.size()));
      return left.isEmpty() ? 0 : 1;
    }
  }
}
