package dev.tidegate.cli.command.policy;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The option that names the people for whom the commands about policy files give their results.
public final class PeopleOptions {
  @Option(
      names = "--people",
      paramLabel = "FILE",
      description =
          "People, their groups and the identity provider's groups, in the form of a file of policy"
              + " tests.")
  Optional<Path> file = Optional.empty();
}
