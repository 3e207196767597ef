package dev.tidegate.cli.command.audit;

import dev.tidegate.cli.command.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tidegate audit`: groups the commands about the record; it does nothing by itself.
@Command(
    name = "audit",
    description = "Export the record, verify an export, review access over a time.")
public final class AuditCommand {
  @Mixin CommonOptions common = new CommonOptions();
}
