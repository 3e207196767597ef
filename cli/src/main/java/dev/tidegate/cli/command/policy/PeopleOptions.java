package dev.tidegate.cli.command.policy;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Whom the commands that read policy files speak of.
public final class PeopleOptions {
  @Option(
      names = "--people",
      paramLabel = "FILE",
      description =
          "People, their groups and the identity provider's groups, in the form of a file of policy"
              + " tests.")
  Optional<Path> file = Optional.empty();
}
