package dev.tidegate.functions.requests;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Fronts;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.core.access.FaultInjection;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.WiredStore;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.activity.InMemoryActivityStore;
import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The function over a store in memory and a policy at hand, with every call over its ports noted.
final class Requests {
  final InMemoryCaseStore store = new InMemoryCaseStore();
  final InMemoryActivityStore activity = new InMemoryActivityStore();
  final FaultInjection wire = new FaultInjection();
  final Captured out = new Captured();
  SamplePolicy policy = SamplePolicy.usual();
  Instant now = Samples.T0;
  private int made;
  private final Handler handler =
      new Handler(
          new WiredStore(store, wire),
          () -> wire.call("policy.current", () -> policy.load()),
          new IamPolicyDocuments(),
          () -> Samples.id(++made),
          new Visibility(Samples.SECURITY),
          activity,
          Fronts.at(() -> now, out));

  /// A body that the policy accepts from developers.
  static Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("entitlement", "orders-table-read");
    body.put("parameters", Map.of("table", "orders"));
    body.put("duration", "1h");
    body.put("use", "incident");
    body.put("ticket", "OPS-123");
    body.put("reason", "orders stay in the queue");
    return body;
  }

  static Map<String, Object> body(String field, Object value) {
    Map<String, Object> body = body();
    body.put(field, value);
    return body;
  }

  static Map<String, Object> without(String field) {
    Map<String, Object> body = body();
    body.remove(field);
    return body;
  }

  Answered send(Sent sent) {
    return sent.by(handler);
  }

  Answered submit(Principal who, Map<String, ?> body) {
    return send(Sent.to("POST /v1/requests").as(who).json(body));
  }

  Answered explain(Principal who, Map<String, ?> body) {
    return send(Sent.to("POST /v1/explain").as(who).json(body));
  }

  Answered show(Principal who, String id) {
    return send(Sent.to("GET /v1/requests/{id}").as(who).id(id));
  }

  Answered withdraw(Principal who, String id) {
    return send(Sent.to("POST /v1/requests/{id}/withdraw").as(who).id(id));
  }

  Answered list(Principal who, String list) {
    return send(Sent.to("GET /v1/requests").as(who).query("list", list));
  }
}
