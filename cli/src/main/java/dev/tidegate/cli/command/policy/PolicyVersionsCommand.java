package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.api.RequestView;
import dev.tidegate.cli.command.Client;
import dev.tidegate.cli.command.Common;
import dev.tidegate.cli.json.Json;
import dev.tidegate.cli.shell.Surroundings;
import dev.tidegate.cli.text.Plain;
import dev.tidegate.cli.text.Table;
import dev.tidegate.cli.text.Times;
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

/// `tidegate policy versions`: who put what in force, and when.
@Command(name = "versions", description = "List the policy's versions, newest first.")
public final class PolicyVersionsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--page", paramLabel = "TOKEN", description = "The page after an earlier one.")
  Optional<String> page = Optional.empty();

  @Mixin Common common = new Common();

  /// Works in these surroundings.
  public PolicyVersionsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Client client = Client.of(surroundings, common);
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
    item.text("reason").ifPresent(reason -> why.add(Plain.safe(reason)));
    return why.toString();
  }

  private static List<String> words(Times times, Json json) {
    Table table = new Table("NO", "HASH", "WHEN", "WHO", "WHY");
    for (Json item : json.list("items")) {
      table.row(
          Plain.safe(item.text("number").orElse("?")),
          Plain.safe(item.text("hash").orElse("?")),
          RequestView.instant(item, "at").map(times::full).orElse("?"),
          Plain.safe(item.at("actor").map(RequestView::person).orElse("?")),
          why(item));
    }
    if (table.empty()) {
      return List.of("There is no policy yet.");
    }
    List<String> lines = new ArrayList<>(table.lines());
    json.text("next")
        .ifPresent(
            token -> lines.add("More: tidegate policy versions --page " + Plain.safe(token)));
    return lines;
  }
}
