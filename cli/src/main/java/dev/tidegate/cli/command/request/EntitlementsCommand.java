package dev.tidegate.cli.command.request;

import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.DecisionText;
import dev.tidegate.cli.text.Plain;
import dev.tidegate.cli.text.Typed;
import dev.tidegate.cli.text.Wrap;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tidegate entitlements`: what may be asked for.
@Command(name = "entitlements", description = "List what you may ask for, and under which rules.")
public final class EntitlementsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public EntitlementsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
    return client.show(client.api().get("/v1/entitlements"), EntitlementsCommand::words);
  }

  private static List<String> words(Json json) {
    List<String> lines = new ArrayList<>();
    for (Json item : json.list("items")) {
      lines.add(
          Plain.safe(item.text("entitlement").orElse("?"))
              + item.text("account").map(account -> " in " + Plain.safe(account)).orElse(""));
      item.text("description").ifPresent(text -> lines.add("  " + Plain.safe(text)));
      item.list("denied").forEach(rule -> lines.add("  DENIED " + denied(rule)));
      for (Json parameter : item.list("parameters")) {
        lines.add(
            "  --param "
                + Plain.safe(parameter.text("name").orElse("?"))
                + "="
                + Plain.safe(parameter.text("expected").orElse("..."))
                + parameter
                    .text("preset")
                    .map(preset -> " (else " + Plain.safe(preset) + ")")
                    .orElse("")
                + parameter
                    .text("description")
                    .filter(text -> !text.isBlank())
                    .map(text -> "  " + Plain.safe(text))
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
          Plain.safe(Typed.USUAL.name(kind))
              + " is "
              + Plain.safe(condition.text("expected").orElse("?")));
    }
    return "by " + Plain.safe(rule.text("rule").orElse("?")) + ":" + when;
  }

  private static void rule(List<String> lines, Json rule) {
    List<String> uses = rule.texts("uses").stream().map(Plain::safe).toList();
    lines.add(
        "  "
            + Plain.safe(rule.text("rule").orElse("?"))
            + rule.text("longest").map(longest -> ": up to " + Plain.safe(longest)).orElse("")
            + (uses.isEmpty() ? "" : ", for " + String.join(" or ", uses))
            + rule.text("ticket").map(ticket -> ", ticket like " + Plain.safe(ticket)).orElse(""));
    rule.at("breakGlass")
        .ifPresent(review -> DecisionText.owed(review).forEach(line -> lines.add("  " + line)));
    DecisionText.approvals(rule).forEach(line -> lines.add("  " + line));
  }
}
