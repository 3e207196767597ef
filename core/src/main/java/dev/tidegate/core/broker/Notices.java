package dev.tidegate.core.broker;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Tells whoever listens on the event bus.
public interface Notices {
  /// Sends each notice; a [Fault] when some could not be sent after retries.
  void send(List<Notice> notices);

  /// One thing to tell.
  ///
  /// @param type a stable word, such as `audit.difference`
  record Notice(String type, Instant at, Map<String, String> details) {
    public Notice {
      details = Map.copyOf(details);
    }
  }
}
