package dev.tidegate.local.awscheck;

import dev.tidegate.local.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sts.StsClient;

/// `./aws-check`: deploys Tidegate into a throwaway account, uses it, tests what Tidegate assumes
/// about AWS, prints a Markdown table, and removes everything that it created, even after Ctrl-C.
///
/// Exit codes: 0 all as assumed, 1 could not run, 2 wrong usage, 3 something differs, 4 something
/// could not be removed.
@Command(
    name = "aws-check",
    mixinStandardHelpOptions = true,
    description = {
      "Tries on an AWS account that is thrown away what Tidegate assumes of AWS.",
      "It makes a bucket and three stacks (broker, target, what the checks need; all names begin"
          + " with tg-check-), takes about half an hour, costs well under one US dollar (two KMS"
          + " keys and a few thousand calls), and removes everything."
    })
public final class AwsCheck implements Callable<Integer> {
  private static final int LEFT_BEHIND = 4;

  @Option(
      names = "--account",
      required = true,
      description = "Id of the account, twelve digits. It must be the one of the credentials.")
  private String account = "";

  @Option(names = "--profile", description = "AWS profile (default: the SDK's default chain).")
  private @Nullable String profile;

  @Option(names = "--region", description = "Region (default: ${DEFAULT-VALUE}).")
  private String region = "eu-central-1";

  @Option(names = "--repository", description = "Folder with template.yaml (default: this one).")
  private Path repository = Path.of("");

  @Option(names = "--yes", description = "Do not ask for confirmation before anything is made.")
  private boolean yes;

  @Option(names = "--remove", description = "Only remove what earlier runs left.")
  private boolean remove;

  @Option(names = "--only", split = ",", description = "Names of the checks to try.")
  private List<String> only = List.of();

  @Option(names = "--list", description = "Only list the checks.")
  private boolean list;

  @Option(names = "--endpoint", hidden = true, description = "The laptop's AWS, for tests.")
  private @Nullable URI endpoint;

  /// Runs the command and exits with its code.
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new AwsCheck());
    line.setExecutionExceptionHandler(
        (failure, command, _) -> {
          if (failure instanceof AwsCheckException || failure instanceof SdkException) {
            command.getErr().println(failure.getMessage());
            return 1;
          }
          throw failure;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() {
    List<Check> checks = Checks.named(only);
    if (list) {
      checks.forEach(check -> System.out.println(check.name() + ": " + check.assumed()));
      return 0;
    }
    CheckedAccount target = verified();
    Progress progress = Progress.to(System.err);
    if (remove) {
      return told(new StackRemoval(target, progress).run(), 0);
    }
    refuseWhereTidegateIs(target);
    agree();
    return run(target, checks, progress);
  }

  private int run(CheckedAccount target, List<Check> checks, Progress progress) {
    CheckReport report = new CheckReport(target);
    AtomicBoolean removed = new AtomicBoolean();
    Runnable removal =
        () -> {
          if (removed.compareAndSet(false, true)) {
            told(new StackRemoval(target, progress).run(), 0);
          }
        };
    Thread atExit = new Thread(removal, "aws-check-removal");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      Trial trial =
          new Deployment(target, repository.toAbsolutePath().normalize(), progress).make();
      for (Check check : checks) {
        progress.line("Trying " + check.name());
        report.add(check, tried(check, trial));
      }
    } finally {
      if (removed.compareAndSet(false, true)) {
        List<String> left = new StackRemoval(target, progress).run();
        if (told(left, 0) != 0) {
          report.add(Checks.NOTHING_LEFT, new CheckResult.Differs(String.join("; ", left)));
        }
      }
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
    System.out.println(report.markdown());
    return report.exitCode();
  }

  /// Runs a check; an error counts as a difference, since what was assumed did not happen.
  private static CheckResult tried(Check check, Trial trial) {
    try {
      return check.tryOn(trial);
    } catch (SdkException | AwsCheckException failed) {
      return new CheckResult.Differs(
          "ended with an error: "
              + Optional.ofNullable(failed.getMessage()).orElse(failed.getClass().getSimpleName()));
    }
  }

  private static int told(List<String> left, int otherwise) {
    left.forEach(line -> System.err.println("NOT REMOVED: " + line));
    if (left.isEmpty()) {
      System.err.println("Everything is removed.");
      return otherwise;
    }
    System.err.println("Run ./aws-check --remove again, or remove these by hand.");
    return LEFT_BEHIND;
  }

  private CheckedAccount verified() {
    byte[] bytes = new byte[3];
    new SecureRandom().nextBytes(bytes);
    DefaultCredentialsProvider.Builder credentials = DefaultCredentialsProvider.builder();
    Optional.ofNullable(profile).ifPresent(credentials::profileName);
    CheckedAccount target =
        new CheckedAccount(
            account,
            Region.of(region),
            credentials.build(),
            Optional.ofNullable(endpoint),
            java.util.HexFormat.of().formatHex(bytes));
    try (StsClient sts = target.client(StsClient.builder())) {
      if (!sts.getCallerIdentity().account().equals(account)) {
        throw new AwsCheckException(
            "These credentials are not of the account that --account names; nothing was made.");
      }
    }
    return target;
  }

  /// Refuses an account that already has a target: the target's roles have fixed names, so there
  /// can be only one.
  private static void refuseWhereTidegateIs(CheckedAccount target) {
    try (IamClient iam = target.client(IamClient.builder())) {
      iam.getRole(r -> r.roleName("TidegateRevoker"));
      throw new AwsCheckException(
          "This account has a role TidegateRevoker: either it is in use by Tidegate, or an earlier"
              + " run is still there (./aws-check --account ... --remove). Nothing was made.");
    } catch (NoSuchEntityException free) {
      // Expected: there is no such role.
    }
  }

  private void agree() {
    if (yes) {
      return;
    }
    System.err.println(
        "This makes a bucket and three stacks in account "
            + account
            + " ("
            + region
            + "), takes"
            + " about half an hour, costs well under one US dollar, and removes them. Type yes:");
    try {
      byte[] typed = new byte[16];
      int length = System.in.read(typed);
      if (!new String(typed, 0, Math.max(0, length), java.nio.charset.StandardCharsets.UTF_8)
          .strip()
          .equals("yes")) {
        throw new AwsCheckException("Not agreed to; nothing was made.");
      }
    } catch (IOException closed) {
      throw new AwsCheckException("Not agreed to; nothing was made.", closed);
    }
  }
}
