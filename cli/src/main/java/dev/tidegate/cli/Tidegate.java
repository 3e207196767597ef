package dev.tidegate.cli;

import dev.tidegate.cli.command.ApproveCommand;
import dev.tidegate.cli.command.ConfigureCommand;
import dev.tidegate.cli.command.ConsoleCommand;
import dev.tidegate.cli.command.CredentialsCommand;
import dev.tidegate.cli.command.DenyCommand;
import dev.tidegate.cli.command.EntitlementsCommand;
import dev.tidegate.cli.command.ExecCommand;
import dev.tidegate.cli.command.ExplainCommand;
import dev.tidegate.cli.command.ListCommand;
import dev.tidegate.cli.command.LoginCommand;
import dev.tidegate.cli.command.LogoutCommand;
import dev.tidegate.cli.command.PolicyCommand;
import dev.tidegate.cli.command.PolicyPushCommand;
import dev.tidegate.cli.command.PolicyRollbackCommand;
import dev.tidegate.cli.command.PolicyShowCommand;
import dev.tidegate.cli.command.PolicyVersionsCommand;
import dev.tidegate.cli.command.Report;
import dev.tidegate.cli.command.RequestCommand;
import dev.tidegate.cli.command.RevokeCommand;
import dev.tidegate.cli.command.ShowCommand;
import dev.tidegate.cli.command.WithdrawCommand;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.shell.Fault;
import dev.tidegate.cli.shell.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/// The command `tidegate`: its parts, and what happens when one of them fails.
@Command(
    name = "tidegate",
    description = "Production access on AWS that ends by itself.",
    versionProvider = Tidegate.Version.class)
public final class Tidegate {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  /// Runs one command and returns what the process ends with.
  public static int run(Surroundings surroundings, String... args) {
    return commandLine(surroundings).execute(args);
  }

  /// The whole command line, also for the reference.
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine policy =
        new CommandLine(new PolicyCommand())
            .addSubcommand(new PolicyShowCommand(surroundings))
            .addSubcommand(new PolicyPushCommand(surroundings))
            .addSubcommand(new PolicyVersionsCommand(surroundings))
            .addSubcommand(new PolicyRollbackCommand(surroundings));
    return new CommandLine(new Tidegate())
        .addSubcommand(new LoginCommand(surroundings))
        .addSubcommand(new LogoutCommand(surroundings))
        .addSubcommand(new EntitlementsCommand(surroundings))
        .addSubcommand(new ExplainCommand(surroundings))
        .addSubcommand(new RequestCommand(surroundings))
        .addSubcommand(new ListCommand(surroundings))
        .addSubcommand(new ShowCommand(surroundings))
        .addSubcommand(new ApproveCommand(surroundings))
        .addSubcommand(new DenyCommand(surroundings))
        .addSubcommand(new WithdrawCommand(surroundings))
        .addSubcommand(new RevokeCommand(surroundings))
        .addSubcommand(new ExecCommand(surroundings))
        .addSubcommand(new CredentialsCommand(surroundings))
        .addSubcommand(new ConfigureCommand(surroundings))
        .addSubcommand(new ConsoleCommand(surroundings))
        .addSubcommand(policy)
        .setOut(writer(surroundings.out()))
        .setErr(writer(surroundings.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(
            (problem, args) -> misused(surroundings, problem, List.of(args)))
        .setExecutionExceptionHandler(
            (problem, command, parsed) ->
                new Report(surroundings, parsed.hasMatchedOption("--json")).failed(problem));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static int misused(
      Surroundings surroundings, CommandLine.ParameterException problem, List<String> args) {
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    return new Report(surroundings, args.contains("--json"))
        .fault(
            Fault.of(
                ExitCode.USAGE,
                String.valueOf(problem.getMessage()),
                "see: " + command + " --help"));
  }

  /// The version that the build wrote down.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      try (InputStream in = Tidegate.class.getResourceAsStream("version.txt")) {
        String version =
            in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        return new String[] {"tidegate " + version};
      }
    }
  }
}
