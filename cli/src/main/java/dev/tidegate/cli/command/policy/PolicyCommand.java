package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tidegate policy`: groups the commands about policies; it does nothing by itself.
@Command(
    name = "policy",
    description =
        "Check, test, explain and compare policy files; show the policy in force, push a new one,"
            + " list its versions, go back to one.")
public final class PolicyCommand {
  @Mixin CommonOptions common = new CommonOptions();
}
