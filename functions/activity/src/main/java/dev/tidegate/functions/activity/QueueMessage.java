package dev.tidegate.functions.activity;

import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One message of the queue: an event of EventBridge, and the id by which a failure is reported.
record QueueMessage(String id, String body) {
  /// Returns the messages of a batch; empty when the event is not a batch of a queue. [AWS: Lambda
  /// DG, "Using Lambda with Amazon SQS"]
  static Optional<List<QueueMessage>> of(Json event) {
    if (!(event.entries().get("Records") instanceof Json.Arr(List<Json> records))) {
      return Optional.empty();
    }
    List<QueueMessage> all = new ArrayList<>();
    for (Json one : records) {
      Optional<String> id = one.string("messageId");
      Optional<String> body = one.string("body");
      if (id.isEmpty() || body.isEmpty()) {
        throw new IllegalArgumentException("record " + all.size() + " is not a queue's message");
      }
      all.add(new QueueMessage(id.get(), body.get()));
    }
    return Optional.of(all);
  }

  /// Reads the body.
  ///
  /// @throws IllegalArgumentException when it is not a JSON object
  CloudTrailJson event() {
    return new CloudTrailJson(JsonReader.EVENT.object(body.getBytes(StandardCharsets.UTF_8)));
  }
}
