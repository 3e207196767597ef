package dev.tidegate.cli.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/// Options that nearly every command has: the output format, the profile, and help.
public final class CommonOptions {
  @Option(
      names = "--json",
      description =
          "Print the result, or the problem, as exactly one JSON document on standard output.")
  public boolean json;

  @Option(
      names = "--config-profile",
      paramLabel = "NAME",
      description =
          "Use the settings and the sign-in of this name (default: $TIDEGATE_PROFILE, else"
              + " 'default').")
  public Optional<String> profile = Optional.empty();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
