package dev.tidegate.core.broker;

import dev.tidegate.core.request.RequestId;

/// Makes ids nobody can guess.
public interface Ids {
  /// Returns a new one.
  RequestId next();
}
