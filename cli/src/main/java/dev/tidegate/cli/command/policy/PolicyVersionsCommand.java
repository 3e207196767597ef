package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.cli.text.Table;
import dev.tidegate.cli.text.Times;
import dev.tidegate.wire.api.RequestView;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidegate policy versions`: lists who put which version in force, and when.
@Command(name = "versions", description = "List the policy's versions, newest first.")
public final class PolicyVersionsCommand implements Callable<Integer> {
  private final CommandEnvironment shell;

  @Option(names = "--page", paramLabel = "TOKEN", description = "The page after an earlier one.")
  Optional<String> page = Optional.empty();

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public PolicyVersionsCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    Map<String, String> query = new LinkedHashMap<>();
    page.ifPresent(token -> query.put("page", token));
    return client.show(
        client.api().get("/v1/policy/versions", query), json -> words(client.times(), json));
  }

  private static String why(Json item) {
    StringJoiner why = new StringJoiner(", ");
    if (item.is("current")) {
      why.add("current");
    }
    item.text("type").filter("policy.rolled-back"::equals).ifPresent(_ -> why.add("rolled back"));
    item.text("reason").ifPresent(reason -> why.add(PlainText.safe(reason)));
    return why.toString();
  }

  private static List<String> words(Times times, Json json) {
    Table table = new Table("NO", "HASH", "WHEN", "WHO", "WHY");
    for (Json item : json.list("items")) {
      table.row(
          PlainText.safe(item.text("number").orElse("?")),
          PlainText.safe(item.text("hash").orElse("?")),
          RequestView.instant(item, "at").map(times::full).orElse("?"),
          PlainText.safe(item.at("actor").map(RequestView::person).orElse("?")),
          why(item));
    }
    if (table.empty()) {
      return List.of("There is no policy yet.");
    }
    List<String> lines = new ArrayList<>(table.lines());
    json.text("next")
        .ifPresent(
            token -> lines.add("More: tidegate policy versions --page " + PlainText.safe(token)));
    return lines;
  }
}
