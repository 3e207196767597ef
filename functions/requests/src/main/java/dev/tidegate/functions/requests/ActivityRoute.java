package dev.tidegate.functions.requests;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.activity.ReadActivity;
import dev.tidegate.wire.api.ActivityView;
import java.util.Optional;

/// `GET /v1/grants/{id}/activity`: shows what was done with a grant compared with what it gave, to
/// those who may see the request.
final class ActivityRoute {
  private final ReadActivity read;

  ActivityRoute(ReadActivity read) {
    this.read = read;
  }

  Reply show(Call call) {
    return Query.only(call)
        .answer(
            _ ->
                Optional.of(call.id())
                    .filter(GrantId::matches)
                    .flatMap(id -> read.show(call.caller(), new GrantId(id)))
                    .map(shown -> Reply.json(200, ActivityView.of(call.id(), shown)))
                    .orElseGet(() -> Problem.notFound("id", "grant").reply()));
  }
}
