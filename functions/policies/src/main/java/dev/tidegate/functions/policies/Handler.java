package dev.tidegate.functions.policies;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.adapters.policyfile.CompactPolicy;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.policies.CompactPolicies;
import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policies.PushPolicy;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.record.AuditLog;
import java.util.List;
import java.util.Map;

/// Shows, pushes and rolls back the policy file: the routes under `/v1/policy`.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final FrontController api;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("policies"));
  }

  private Handler(Composition parts) {
    this(parts, parts.policyVersions());
  }

  private Handler(Composition parts, PolicyVersions versions) {
    this(
        versions,
        parts.auditLog(),
        new YamlPolicyParser(),
        new CompactPolicy(),
        parts.adminGroup(),
        parts.securityGroup(),
        parts.api());
    parts.prime(versions::current);
  }

  /// Takes the ports, the group that may push, and the further group that may read.
  public Handler(
      PolicyVersions versions,
      AuditLog ledger,
      PolicyParser parser,
      CompactPolicies compacts,
      Group admins,
      Group security,
      ApiContext front) {
    ShowRoutes show = new ShowRoutes(versions, List.of(admins, security));
    PushRoutes push =
        new PushRoutes(
            new PushPolicy(versions, parser, compacts, admins, ledger), new VersionViews(versions));
    this.api =
        new FrontController(
            Map.of(
                "GET /v1/policy", show::show,
                "PUT /v1/policy", push::push,
                "GET /v1/policy/versions", show::versions,
                "POST /v1/policy/rollback", push::rollBack),
            front);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.handle(event, context);
  }
}
