package dev.tidegate.cli.command.request;

import dev.tidegate.cli.json.Json;
import picocli.CommandLine.Parameters;

/// What is asked for: the same for `request` and `explain`. Values are judged by the server alone.
public final class RequestArguments extends RequestOptions {
  @Parameters(
      paramLabel = "ENTITLEMENT",
      description = "What to ask for; 'tidegate entitlements' lists what you may.")
  String entitlement = "";

  Json body() {
    return body(entitlement);
  }
}
