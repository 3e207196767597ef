package dev.tidegate.cli.command.request;

import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.text.DecisionText;
import dev.tidegate.cli.text.FieldNames;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.cli.text.Wrap;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tidegate entitlements`: lists what the signed-in person may request.
@Command(name = "entitlements", description = "List what you may ask for, and under which rules.")
public final class EntitlementsCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public EntitlementsCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    return client.show(client.api().get("/v1/entitlements"), EntitlementsCommand::words);
  }

  private static List<String> words(Json json) {
    List<String> lines = new ArrayList<>();
    for (Json item : json.list("items")) {
      lines.add(
          PlainText.safe(item.text("entitlement").orElse("?"))
              + item.text("account").map(account -> " in " + PlainText.safe(account)).orElse(""));
      item.text("description").ifPresent(text -> lines.add("  " + PlainText.safe(text)));
      item.list("denied").forEach(rule -> lines.add("  DENIED " + denied(rule)));
      for (Json parameter : item.list("parameters")) {
        lines.add(
            "  --param "
                + PlainText.safe(parameter.text("name").orElse("?"))
                + "="
                + PlainText.safe(parameter.text("expected").orElse("..."))
                + parameter
                    .text("preset")
                    .map(preset -> " (else " + PlainText.safe(preset) + ")")
                    .orElse("")
                + parameter
                    .text("description")
                    .filter(text -> !text.isBlank())
                    .map(text -> "  " + PlainText.safe(text))
                    .orElse(""));
      }
      item.list("rules").forEach(rule -> rule(lines, rule));
    }
    return lines.isEmpty()
        ? List.of("The policy lets you ask for nothing.")
        : lines.stream().flatMap(line -> Wrap.line(line).stream()).toList();
  }

  private static String denied(Json rule) {
    StringJoiner when = new StringJoiner(", and ", " when ", "").setEmptyValue(" always");
    for (Json condition : rule.list("conditions")) {
      String kind = condition.text("condition").orElse("?");
      when.add(
          PlainText.safe(FieldNames.USUAL.name(kind))
              + " is "
              + PlainText.safe(condition.text("expected").orElse("?")));
    }
    return "by " + PlainText.safe(rule.text("rule").orElse("?")) + ":" + when;
  }

  private static void rule(List<String> lines, Json rule) {
    List<String> uses = rule.texts("uses").stream().map(PlainText::safe).toList();
    lines.add(
        "  "
            + PlainText.safe(rule.text("rule").orElse("?"))
            + rule.text("longest").map(longest -> ": up to " + PlainText.safe(longest)).orElse("")
            + (uses.isEmpty() ? "" : ", for " + String.join(" or ", uses))
            + rule.text("ticket")
                .map(ticket -> ", ticket like " + PlainText.safe(ticket))
                .orElse(""));
    rule.at("breakGlass")
        .ifPresent(review -> DecisionText.owed(review).forEach(line -> lines.add("  " + line)));
    DecisionText.approvals(rule).forEach(line -> lines.add("  " + line));
  }
}
