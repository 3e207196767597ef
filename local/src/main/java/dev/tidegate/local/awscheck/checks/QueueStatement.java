package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Tests a queue policy whose statement names two queues, and one that names any.
public final class QueueStatement implements Check {
  @Override
  public String name() {
    return "queue-statement";
  }

  @Override
  public String assumed() {
    return "A queue's policy may name any resource (*), and is refused when a statement names two"
        + " queues.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    String two = "[\"" + trial.output("OtherArn") + "\",\"" + trial.output("HeardArn") + "\"]";
    try (SqsClient sqs = trial.account().client(SqsClient.builder())) {
      Optional<String> any = Trial.refusal(() -> put(sqs, trial, "\"*\""));
      Optional<String> both = Trial.refusal(() -> put(sqs, trial, two));
      return CheckResult.of(
          any.isEmpty() && both.isPresent(),
          "*: " + any.orElse("taken") + "; two queues: " + both.orElse("taken"));
    }
  }

  private static void put(SqsClient sqs, Trial trial, String resource) {
    String policy =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage",
         "Principal":{"Service":"events.amazonaws.com"},"Resource":%s}]}\
        """
            .formatted(resource);
    sqs.setQueueAttributes(
        r ->
            r.queueUrl(trial.output("OtherUrl"))
                .attributes(Map.of(QueueAttributeName.POLICY, policy)));
  }
}
