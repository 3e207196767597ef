package dev.tidegate.adapters.lambda;

import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.request.RequestIds;
import java.security.SecureRandom;

/// Makes request ids of 80 bits from the operating system's random source.
///
/// Each id uses its own generator, so that no seed survives in a snapshot of the process: two
/// functions restored from the same snapshot never create the same id [AWS: Lambda DG, SnapStart,
/// uniqueness].
public final class RandomRequestIds implements RequestIds {
  @Override
  public RequestId next() {
    byte[] random = new byte[RequestId.BYTES];
    new SecureRandom().nextBytes(random);
    return RequestId.of(random);
  }
}
