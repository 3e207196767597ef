package dev.tidegate.cli.command.audit;

import dev.tidegate.cli.command.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tidegate audit`: the record. Each part is a command of its own.
@Command(
    name = "audit",
    description = "Export the record, verify an export, review access over a time.")
public final class AuditCommand {
  @Mixin CommonOptions common = new CommonOptions();
}
