package dev.tidegate.functions.activity;

import dev.tidegate.adapters.lambda.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One message of the queue: an event of EventBridge, and the id that its failure is reported by.
record QueueMessage(String id, String body) {
  /// Returns the messages of a batch; nothing when the event is no batch of a queue's. [AWS: Lambda
  /// DG, "Using Lambda with Amazon SQS"]
  static Optional<List<QueueMessage>> of(Map<String, Object> event) {
    if (!(event.get("Records") instanceof List<?> records)) {
      return Optional.empty();
    }
    List<QueueMessage> all = new ArrayList<>();
    for (Object one : records) {
      if (!(one instanceof Map<?, ?> fields
          && fields.get("messageId") instanceof String id
          && fields.get("body") instanceof String body)) {
        throw new IllegalArgumentException("record " + all.size() + " is not a queue's message");
      }
      all.add(new QueueMessage(id, body));
    }
    return Optional.of(all);
  }

  /// Reads the body.
  ///
  /// @throws IllegalArgumentException when it is not a JSON object
  CloudTrailJson event() {
    return new CloudTrailJson(Json.readEvent(body.getBytes(StandardCharsets.UTF_8)));
  }
}
