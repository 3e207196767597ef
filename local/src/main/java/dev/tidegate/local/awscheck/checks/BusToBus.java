package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.util.UUID;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Tests that a rule forwards an event from one bus to another.
public final class BusToBus implements Check {
  @Override
  public String name() {
    return "bus-to-bus";
  }

  @Override
  public String assumed() {
    return "A rule's role with events:PutEvents hands an event to another bus, with its source and"
        + " detail as they were, within a minute.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    String mark = UUID.randomUUID().toString();
    try (EventBridgeClient events = trial.account().client(EventBridgeClient.builder());
        SqsClient sqs = trial.account().client(SqsClient.builder())) {
      events.putEvents(
          r ->
              r.entries(
                  PutEventsRequestEntry.builder()
                      .eventBusName(trial.output("FirstBus"))
                      .source("tidegate.aws-check")
                      .detailType("tried")
                      .detail("{\"mark\":\"" + mark + "\"}")
                      .build()));
      boolean heard = Heard.within(sqs, trial, mark, 60);
      return CheckResult.of(heard, heard ? "it arrived" : "it did not arrive within a minute");
    }
  }
}
