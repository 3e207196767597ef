package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Trial;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// What arrives in the queue of the check.
final class Heard {
  private Heard() {}

  /// Whether a message that has `mark` in it arrives within so many seconds; takes all that do.
  static boolean within(SqsClient sqs, Trial trial, String mark, int seconds) {
    long started = System.nanoTime();
    while (System.nanoTime() - started < seconds * 1_000_000_000L) {
      for (Message message :
          sqs.receiveMessage(
                  r ->
                      r.queueUrl(trial.output("HeardUrl"))
                          .waitTimeSeconds(10)
                          .maxNumberOfMessages(10))
              .messages()) {
        sqs.deleteMessage(
            r -> r.queueUrl(trial.output("HeardUrl")).receiptHandle(message.receiptHandle()));
        if (message.body().contains(mark)) {
          return true;
        }
      }
    }
    return false;
  }
}
