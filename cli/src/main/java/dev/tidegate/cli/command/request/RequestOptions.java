package dev.tidegate.cli.command.request;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of a request beside its entitlement: parameters, duration, use, ticket, reason,
/// start and break-glass.
public class RequestOptions {
  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description =
          "A parameter of the entitlement, for example table=orders. May be given several times.")
  List<String> parameters = new ArrayList<>();

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      description = "For how long, for example 45m, 1h30m or 2h.")
  public Optional<String> duration = Optional.empty();

  @Option(
      names = {"-u", "--use"},
      paramLabel = "USE",
      description = "Why production is entered: incident, hotfix, performance or verification.")
  public Optional<String> use = Optional.empty();

  @Option(
      names = {"-t", "--ticket"},
      paramLabel = "TICKET",
      description = "The ticket, for example OPS-123.")
  public Optional<String> ticket = Optional.empty();

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      description = "One sentence for whoever approves.")
  public Optional<String> reason = Optional.empty();

  @Option(
      names = {"-s", "--start"},
      paramLabel = "INSTANT",
      description =
          "When it begins, in UTC, for example 2026-03-02T22:00:00Z (default: when it is"
              + " approved).")
  public Optional<String> start = Optional.empty();

  @Option(
      names = "--break-glass",
      description =
          "Take access at once, where a rule lets you; security is told, and you owe a review"
              + " afterwards.")
  public boolean breakGlass;

  /// Returns the parameters by name.
  public Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw CommandFailure.of(
            ExitCode.USAGE, "--param is NAME=VALUE, for example --param table=orders.");
      }
      String name = parameter.substring(0, equals);
      if (named.put(name, parameter.substring(equals + 1)) != null) {
        throw CommandFailure.of(ExitCode.USAGE, "The parameter '" + name + "' is given twice.");
      }
    }
    return named;
  }

  Json body(String entitlement) {
    Map<String, Json> values = new LinkedHashMap<>();
    named().forEach((name, value) -> values.put(name, new Json.Str(value)));
    Json.Builder body =
        Json.object()
            .put("entitlement", entitlement)
            .put("parameters", new Json.Obj(values))
            .put("duration", duration.map(text -> WaitLimits.unit("--duration", text)))
            .put("use", use)
            .put("ticket", ticket)
            .put("reason", reason)
            .put("startsAt", start);
    return (breakGlass ? body.put("breakGlass", new Json.Bool(true)) : body).build();
  }
}
