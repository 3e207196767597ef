package dev.tidegate.functions.endgrant;

import dev.tidegate.adapters.aws.Backoff;
import dev.tidegate.adapters.aws.LambdaInvoker;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.grant.AccessProbe;
import dev.tidegate.core.access.grant.SessionProbe;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.timing.Timing;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Asks `sessions`, the only function that can create sessions, to try one under the grant's name.
/// Repeats this with doubling pauses until it is refused or half a minute has passed.
///
/// IAM changes usually take effect within seconds; the sweep retries what takes longer. See
/// [IamChanges].
final class LambdaAccessProbe implements AccessProbe {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LIMIT = Timing.PROBE;

  private final LambdaInvoker invoker;
  private final String sessions;
  private final InstantSource clock;
  private final Backoff.Pause pause;

  /// @param sessions the name or ARN of the function `sessions`
  LambdaAccessProbe(
      LambdaClient lambda, String sessions, InstantSource clock, Backoff.Pause pause) {
    this.invoker = new LambdaInvoker(lambda);
    this.sessions = sessions;
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public Answer confirm(GrantTerms terms) {
    Instant began = clock.instant();
    Duration wait = FIRST_PAUSE;
    while (true) {
      Json answer = ask(terms.id());
      Instant now = clock.instant();
      long status = answer.number("statusCode").orElse(0L);
      switch (Math.toIntExact(status)) {
        case 200 -> {
          return new Answer.Refused(now, tried(answer));
        }
        case 204 -> {
          return new Answer.Inconclusive();
        }
        case 202 -> {
          if (now.plus(wait).isAfter(began.plus(LIMIT))) {
            return new Answer.StillAllowed();
          }
        }
        default ->
            throw new Fault(Fault.Kind.BROKEN, "a probe of " + terms.id() + " gave " + status);
      }
      Backoff.rest(wait, "a probe of " + terms.id() + " was not refused yet", pause);
      wait = wait.multipliedBy(2);
    }
  }

  private Json ask(GrantId grant) {
    String payload = JsonWriter.compact(probe(grant));
    return JsonReader.EVENT.object(invoker.answer(sessions, payload, "to probe " + grant));
  }

  private static Json probe(GrantId grant) {
    return Json.object()
        .put("routeKey", "PROBE")
        .put("pathParameters", Json.object().put("id", grant.text()).build())
        .build();
  }

  /// Reads what was tried. Earlier versions of `sessions` do not return it.
  private static Optional<SessionProbe.Tried> tried(Json answer) {
    return answer
        .string("body")
        .filter(body -> !body.isEmpty())
        .map(body -> JsonReader.EVENT.object(body.getBytes(StandardCharsets.UTF_8)))
        .flatMap(
            tried ->
                tried
                    .string("action")
                    .flatMap(
                        action ->
                            tried
                                .string("region")
                                .map(region -> new SessionProbe.Tried(action, region))));
  }
}
