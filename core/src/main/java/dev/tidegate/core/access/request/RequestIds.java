package dev.tidegate.core.access.request;

import dev.tidegate.core.access.RequestId;

/// Generates request ids that nobody can guess.
public interface RequestIds {
  /// Returns a new id.
  RequestId next();
}
