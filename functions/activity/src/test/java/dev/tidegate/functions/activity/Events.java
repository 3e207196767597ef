package dev.tidegate.functions.activity;

import dev.tidegate.adapters.lambda.Trees;
import dev.tidegate.core.access.Deeds;
import dev.tidegate.core.access.GrantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Events as EventBridge delivers CloudTrail's, from the files beside the tests.
final class Events {
  private Events() {}

  /// One of the files, about a grant, with an event id of its own.
  static String of(String file, GrantId grant, String eventId) {
    return text(file)
        .replace("GRANT", grant.text())
        .replace("IDENTITY", Deeds.ALICE)
        .replace("EVENT", eventId);
  }

  /// A batch of a queue; the ids of the messages are `m-0`, `m-1`...
  static String batch(List<String> bodies) {
    List<Object> records = new ArrayList<>();
    for (String body : bodies) {
      records.add(
          Map.of("messageId", "m-" + records.size(), "body", body, "eventSource", "aws:sqs"));
    }
    return Trees.write(Map.of("Records", records));
  }

  private static String text(String file) {
    try (InputStream in = Events.class.getResourceAsStream("/" + file + ".json")) {
      if (in == null) {
        throw new AssertionError("no file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
