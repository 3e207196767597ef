package dev.tidegate.adapters.lambda;

import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.request.RequestIds;
import java.security.SecureRandom;

/// Makes request ids of 80 bits from the operating system's random source.
///
/// Each id takes a generator of its own, so that no seed outlives a snapshot of the process: two
/// functions restored from the same snapshot never make the same id [AWS: Lambda DG, SnapStart,
/// uniqueness].
public final class RandomRequestIds implements RequestIds {
  @Override
  public RequestId next() {
    byte[] random = new byte[RequestId.BYTES];
    new SecureRandom().nextBytes(random);
    return RequestId.of(random);
  }
}
