package dev.tidegate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.LocalAwsException;
import dev.tidegate.local.Outputs;
import dev.tidegate.local.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./demo`: starts everything on this machine, shows the way of a request, and stops everything
/// again.
///
/// It is a test, too: it ends with an error if anything differs from what it expects.
@Command(
    name = "demo",
    description =
        "Tidegate from a request to the end of access, on an AWS that runs on this machine.",
    mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {
  @Option(names = "--repository", description = "Folder with template.yaml (default: this one).")
  private Path repository = Path.of("");

  @Option(names = "--keep", description = "Leave everything running afterwards, until Ctrl-C.")
  private boolean keep;

  /// Runs the demo and exits with 0 when everything was as expected.
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Demo());
    line.setExecutionExceptionHandler(
        (failure, command, _) -> {
          if (failure instanceof LocalAwsException known) {
            command.getErr().println(known.getMessage());
            return 1;
          }
          throw failure;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    Path root = repository.toAbsolutePath().normalize();
    Path program = root.resolve("cli/target/tidegate/bin/tidegate");
    if (!Files.isExecutable(program)) {
      throw new LocalAwsException(
          "Not built yet: " + program + ". Run ./demo, which builds first.");
    }
    Narrator narrator = new Narrator(System.out);
    narrator.step(
        "An AWS on this machine, with IAM enforced; the zips and templates that go to AWS");
    try (LocalAws aws = LocalAws.start(root, Progress.to(System.out))) {
      Outputs stack = aws.deploy();
      new DemoScript(aws, stack, program, root, narrator).tell();
      if (keep) {
        stay(aws, stack, program, narrator);
      } else {
        narrator.step("Everything is taken down. `./demo --keep` leaves it running.");
      }
    }
    return 0;
  }

  private static void stay(LocalAws aws, Outputs stack, Path program, Narrator narrator)
      throws InterruptedException {
    Path home = aws.runFolder().resolve("home-alice");
    narrator.step("Left running, as asked. Stop it with Ctrl-C.");
    narrator.fact("API:        " + stack.get("api.url"));
    narrator.fact("AWS:        " + stack.get("aws.endpoint") + " (set AWS_ENDPOINT_URL to it)");
    narrator.fact("Everything: " + aws.runFolder().resolve("stack.properties"));
    narrator.fact("As Alice:   TIDEGATE_HOME=" + home + " " + program + " list");
    narrator.fact("As others:  home-bob, home-carol (security), home-dave beside it");
    while (aws.alive()) {
      Thread.sleep(500);
    }
  }

  /// Reads an instant from a request as the API shows it.
  static Instant instant(JsonNode view, String path) {
    return Instant.parse(view.at(path).asText());
  }
}
