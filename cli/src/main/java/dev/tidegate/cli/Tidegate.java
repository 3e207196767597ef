package dev.tidegate.cli;

import dev.tidegate.cli.command.CommandOutput;
import dev.tidegate.cli.command.audit.AuditCheckCommand;
import dev.tidegate.cli.command.audit.AuditCommand;
import dev.tidegate.cli.command.audit.AuditExportCommand;
import dev.tidegate.cli.command.audit.AuditKeyCommand;
import dev.tidegate.cli.command.audit.AuditReportCommand;
import dev.tidegate.cli.command.audit.AuditVerifyCommand;
import dev.tidegate.cli.command.grant.ActivityCommand;
import dev.tidegate.cli.command.grant.ConfigureCommand;
import dev.tidegate.cli.command.grant.ConsoleCommand;
import dev.tidegate.cli.command.grant.CredentialsCommand;
import dev.tidegate.cli.command.grant.ExecCommand;
import dev.tidegate.cli.command.grant.RevokeCommand;
import dev.tidegate.cli.command.policy.PolicyCeilingCommand;
import dev.tidegate.cli.command.policy.PolicyCommand;
import dev.tidegate.cli.command.policy.PolicyDiffCommand;
import dev.tidegate.cli.command.policy.PolicyExplainCommand;
import dev.tidegate.cli.command.policy.PolicyLintCommand;
import dev.tidegate.cli.command.policy.PolicyPushCommand;
import dev.tidegate.cli.command.policy.PolicyRollbackCommand;
import dev.tidegate.cli.command.policy.PolicyShowCommand;
import dev.tidegate.cli.command.policy.PolicyTestCommand;
import dev.tidegate.cli.command.policy.PolicyVersionsCommand;
import dev.tidegate.cli.command.policy.PolicyWhoCanCommand;
import dev.tidegate.cli.command.request.AfterReviewCommand;
import dev.tidegate.cli.command.request.ApproveCommand;
import dev.tidegate.cli.command.request.DenyCommand;
import dev.tidegate.cli.command.request.EntitlementsCommand;
import dev.tidegate.cli.command.request.ExplainCommand;
import dev.tidegate.cli.command.request.ExtendCommand;
import dev.tidegate.cli.command.request.ListCommand;
import dev.tidegate.cli.command.request.RequestCommand;
import dev.tidegate.cli.command.request.ShowCommand;
import dev.tidegate.cli.command.request.WaitCommand;
import dev.tidegate.cli.command.request.WithdrawCommand;
import dev.tidegate.cli.command.signin.LoginCommand;
import dev.tidegate.cli.command.signin.LogoutCommand;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/// The command `tidegate`: its subcommands, and how a failure becomes a message and an exit code.
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

  /// Parses and runs one command and returns the exit code of the process.
  public static int run(CommandEnvironment shell, String... args) {
    Map<String, Supplier<CommandLine>> parts = parts(shell);
    Supplier<CommandLine> named = args.length == 0 ? null : parts.get(args[0]);
    // Reading the annotations of every command takes longer than running one.
    Collection<Supplier<CommandLine>> wanted = named == null ? parts.values() : List.of(named);
    return commandLine(shell, wanted).execute(args);
  }

  /// Returns the whole command line, for help and for the generated reference.
  public static CommandLine commandLine(CommandEnvironment shell) {
    return commandLine(shell, parts(shell).values());
  }

  private static CommandLine commandLine(
      CommandEnvironment shell, Collection<Supplier<CommandLine>> parts) {
    CommandLine whole = new CommandLine(new Tidegate());
    parts.forEach(part -> whole.addSubcommand(part.get()));
    return whole
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(writer(shell.out()))
        .setErr(writer(shell.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler((problem, args) -> misused(shell, problem, List.of(args)))
        .setExecutionExceptionHandler(
            (problem, command, parsed) ->
                new CommandOutput(shell, parsed.hasMatchedOption("--json")).failed(problem));
  }

  /// Returns the subcommands by name, in the order in which help lists them.
  private static Map<String, Supplier<CommandLine>> parts(CommandEnvironment shell) {
    Map<String, Supplier<CommandLine>> parts = new LinkedHashMap<>();
    parts.put("login", () -> new CommandLine(new LoginCommand(shell)));
    parts.put("logout", () -> new CommandLine(new LogoutCommand(shell)));
    parts.put("entitlements", () -> new CommandLine(new EntitlementsCommand(shell)));
    parts.put("explain", () -> new CommandLine(new ExplainCommand(shell)));
    parts.put("request", () -> new CommandLine(new RequestCommand(shell)));
    parts.put("extend", () -> new CommandLine(new ExtendCommand(shell)));
    parts.put("wait", () -> new CommandLine(new WaitCommand(shell)));
    parts.put("list", () -> new CommandLine(new ListCommand(shell)));
    parts.put("show", () -> new CommandLine(new ShowCommand(shell)));
    parts.put("activity", () -> new CommandLine(new ActivityCommand(shell)));
    parts.put("approve", () -> new CommandLine(new ApproveCommand(shell)));
    parts.put("deny", () -> new CommandLine(new DenyCommand(shell)));
    parts.put("after-review", () -> new CommandLine(new AfterReviewCommand(shell)));
    parts.put("withdraw", () -> new CommandLine(new WithdrawCommand(shell)));
    parts.put("revoke", () -> new CommandLine(new RevokeCommand(shell)));
    parts.put("exec", () -> new CommandLine(new ExecCommand(shell)));
    parts.put("credentials", () -> new CommandLine(new CredentialsCommand(shell)));
    parts.put("configure", () -> new CommandLine(new ConfigureCommand(shell)));
    parts.put("console", () -> new CommandLine(new ConsoleCommand(shell)));
    parts.put(
        "audit",
        () ->
            new CommandLine(new AuditCommand())
                .addSubcommand(new AuditExportCommand(shell))
                .addSubcommand(new AuditVerifyCommand(shell))
                .addSubcommand(new AuditKeyCommand(shell))
                .addSubcommand(new AuditCheckCommand(shell))
                .addSubcommand(new AuditReportCommand(shell)));
    parts.put(
        "policy",
        () ->
            new CommandLine(new PolicyCommand())
                .addSubcommand(new PolicyLintCommand(shell))
                .addSubcommand(new PolicyCeilingCommand(shell))
                .addSubcommand(new PolicyTestCommand(shell))
                .addSubcommand(new PolicyExplainCommand(shell))
                .addSubcommand(new PolicyWhoCanCommand(shell))
                .addSubcommand(new PolicyDiffCommand(shell))
                .addSubcommand(new PolicyShowCommand(shell))
                .addSubcommand(new PolicyPushCommand(shell))
                .addSubcommand(new PolicyVersionsCommand(shell))
                .addSubcommand(new PolicyRollbackCommand(shell)));
    return parts;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static int misused(
      CommandEnvironment shell, CommandLine.ParameterException problem, List<String> args) {
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    List<String> meant =
        problem instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions().stream().limit(2).toList()
            : List.of();
    return new CommandOutput(shell, args.contains("--json"))
        .fault(
            CommandFailure.of(
                ExitCode.USAGE,
                String.valueOf(problem.getMessage()),
                meant.isEmpty()
                    ? "see: " + command + " --help"
                    : "did you mean: " + String.join(", or ", meant) + "?"));
  }

  /// Reads the version that the build wrote into the jar.
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
