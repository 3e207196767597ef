package dev.tidegate.functions.requests;

import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.wire.api.EntitlementView;
import dev.tidegate.wire.json.Json;
import java.util.List;

/// `GET /v1/entitlements`: lists what the caller may request, and under which rules. Rules for
/// other groups are not shown. The limits of a rule and of its entitlement are combined. Rules that
/// deny an entitlement to the caller are named, too.
final class EntitlementsRoute {
  private final PolicySource policies;

  EntitlementsRoute(PolicySource policies) {
    this.policies = policies;
  }

  Reply list(Call call) {
    return Query.only(call)
        .answer(
            _ -> {
              Policy policy = policies.current();
              List<Json> items =
                  policy.entitlements(call.caller()).stream()
                      .map(found -> EntitlementView.of(found, policy, call.caller()))
                      .toList();
              return Reply.json(200, Json.object().array("items", items).build());
            });
  }
}
