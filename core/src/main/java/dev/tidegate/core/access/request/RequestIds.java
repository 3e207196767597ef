package dev.tidegate.core.access.request;

import dev.tidegate.core.access.RequestId;

/// Makes ids nobody can guess.
public interface RequestIds {
  /// Returns a new one.
  RequestId next();
}
