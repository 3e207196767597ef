package dev.tidegate.functions.sessions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.Clocks;
import dev.tidegate.adapters.lambda.Priming;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.signin.FederationSignIn;
import dev.tidegate.adapters.sts.StsSessionIssuer;
import dev.tidegate.adapters.sts.StsSessionProbe;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.grant.ConsoleSignIn;
import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.access.grant.ProbeGrant;
import dev.tidegate.core.access.grant.SessionIssuer;
import dev.tidegate.core.access.grant.SessionProbe;
import dev.tidegate.core.access.store.SingleCaseStore;
import dev.tidegate.core.policies.PolicySource;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.services.sts.StsClient;

/// Issues sessions: the only function that may assume access roles.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final FrontController api;
  private final ProbeRoute probe;
  private final ApiContext front;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("sessions"));
  }

  private Handler(Composition parts) {
    this(parts, parts.singleCases(), parts.policies(), parts.aws().build(StsClient.builder()));
  }

  private Handler(Composition parts, SingleCaseStore store, PolicySource policies, StsClient sts) {
    this(
        store,
        policies,
        new IamPolicyDocuments(),
        parts.visibility(),
        new StsSessionIssuer(sts),
        new FederationSignIn(
            parts.env().optional("TIDEGATE_FEDERATION_ENDPOINT").map(URI::create),
            parts.env().optional("TIDEGATE_CONSOLE_ISSUER").map(URI::create)),
        new StsSessionProbe(sts),
        parts.api());
    parts.prime(policies::current, () -> store.load(Priming.NOBODYS));
  }

  /// Takes the ports of the HTTP routes; probes answer that nothing can be learned.
  public Handler(
      SingleCaseStore store,
      PolicySource policies,
      PolicyDocuments documents,
      Visibility visibility,
      SessionIssuer issuer,
      ConsoleSignIn console,
      ApiContext front) {
    this(
        store,
        policies,
        documents,
        visibility,
        issuer,
        console,
        (terms, requester) -> SessionProbe.Result.INCONCLUSIVE,
        front);
  }

  /// Takes the ports.
  public Handler(
      SingleCaseStore store,
      PolicySource policies,
      PolicyDocuments documents,
      Visibility visibility,
      SessionIssuer issuer,
      ConsoleSignIn console,
      SessionProbe tries,
      ApiContext front) {
    this.front = front;
    this.probe = new ProbeRoute(new ProbeGrant(store, tries));
    SessionRoutes routes =
        new SessionRoutes(
            new IssueSession(store, policies, documents, visibility, issuer, console), front);
    this.api =
        new FrontController(
            Map.of(
                "POST /v1/grants/{id}/credentials", routes::credentials,
                "POST /v1/grants/{id}/console", routes::console),
            front);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return ProbeRoute.asked(event)
        ? probe.answer(event, Clocks.now(front.clock()))
        : api.handle(event, context);
  }
}
