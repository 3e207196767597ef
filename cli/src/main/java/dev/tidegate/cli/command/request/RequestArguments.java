package dev.tidegate.cli.command.request;

import dev.tidegate.wire.json.Json;
import picocli.CommandLine.Parameters;

/// The arguments and options of `request` and `explain`: the entitlement and its [RequestOptions].
/// The server alone validates the values.
public final class RequestArguments extends RequestOptions {
  @Parameters(
      paramLabel = "ENTITLEMENT",
      description = "What to ask for; 'tidegate entitlements' lists what you may.")
  String entitlement = "";

  Json body() {
    return body(entitlement);
  }
}
