package dev.tidegate.core.access;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;

/// Expires a request that nobody answered in time.
public final class ExpireRequest {
  private static final Actor SWEEP = new Actor.Function("sweep-grants");

  private ExpireRequest() {}

  public static CaseChange of(AccessRequest.Pending pending, AccessCase current, Instant now) {
    return CaseChange.of(current, now)
        .request(pending.expire(now))
        .noting(
            EventType.REQUEST_EXPIRED,
            SWEEP,
            Map.of("answerBy", pending.submission().answerBy().toString()));
  }
}
