package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Trial;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// Receives from the check's queue.
final class Heard {
  private Heard() {}

  /// Returns whether a message that contains `mark` arrives within `seconds`; consumes all messages
  /// that arrive.
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
