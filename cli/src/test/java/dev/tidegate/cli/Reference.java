package dev.tidegate.cli;

import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The parts of docs/cli.md that follow from the program itself.
final class Reference {
  private final CommandEnvironment shell;

  Reference(CommandEnvironment shell) {
    this.shell = shell;
  }

  /// Every command with its parameters and options; those that all have are left to the text.
  String commands() {
    List<String> lines = new ArrayList<>();
    Tidegate.commandLine(shell)
        .getSubcommands()
        .values()
        .forEach(command -> command(lines, command));
    return String.join("\n", lines);
  }

  /// Every exit code.
  String exitCodes() {
    return Stream.concat(
            Stream.of("| code | name in JSON | meaning |", "|---|---|---|"),
            Stream.of(ExitCode.values())
                .map(
                    code ->
                        "| %d | `%s` | %s |".formatted(code.number(), code.code(), code.meaning())))
        .collect(Collectors.joining("\n"));
  }

  private static void command(List<String> lines, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    lines.add("### " + name);
    lines.add("");
    lines.add(String.join(" ", command.getCommandSpec().usageMessage().description()));
    lines.add("");
    if (command.getSubcommands().isEmpty()) {
      arguments(lines, command, name);
    } else {
      command.getSubcommands().values().forEach(part -> command(lines, part));
    }
  }

  private static void arguments(List<String> lines, CommandLine command, String name) {
    List<PositionalParamSpec> positional =
        command.getCommandSpec().positionalParameters().stream()
            .filter(parameter -> !parameter.paramLabel().equals("COMMAND"))
            .toList();
    List<OptionSpec> options =
        command.getCommandSpec().options().stream()
            .filter(
                option ->
                    !List.of("--json", "--config-profile", "--help").contains(option.longestName()))
            .toList();
    String required =
        options.stream()
            .filter(ArgSpec::required)
            .map(option -> " " + option.longestName() + " " + option.paramLabel())
            .collect(Collectors.joining());
    String all =
        positional.stream()
            .map(
                parameter ->
                    parameter.arity().min() == 0
                        ? "[" + parameter.paramLabel() + "]"
                        : parameter.paramLabel())
            .map(label -> " " + label)
            .collect(Collectors.joining());
    lines.add("```");
    lines.add(
        name
            + all
            + required
            + " [OPTIONS]"
            + (name.endsWith(" exec") ? " -- COMMAND [ARGUMENTS]" : ""));
    lines.add("```");
    lines.add("");
    if (!positional.isEmpty() || !options.isEmpty()) {
      lines.add("| | |");
      lines.add("|---|---|");
      positional.forEach(
          parameter ->
              lines.add("| `" + parameter.paramLabel() + "` | " + words(parameter) + " |"));
      options.forEach(option -> lines.add("| `" + names(option) + "` | " + words(option) + " |"));
      lines.add("");
    }
  }

  private static String names(OptionSpec option) {
    String names = String.join("`, `", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private static String words(ArgSpec argument) {
    return String.join(" ", argument.description()).replace("|", "\\|");
  }
}
