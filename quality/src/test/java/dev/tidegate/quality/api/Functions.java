package dev.tidegate.quality.api;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.Fronts;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.Deeds;
import dev.tidegate.core.access.FakeAws;
import dev.tidegate.core.access.FakeCompacts;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.Wire;
import dev.tidegate.core.access.WiredStore;
import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.grant.SessionIssuer;
import dev.tidegate.core.access.grant.StartGrant;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.activity.ActivityFinding;
import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.activity.ActivityStore;
import dev.tidegate.core.activity.ActivitySummary;
import dev.tidegate.core.activity.InMemoryActivityStore;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policies.InMemoryPolicyVersions;
import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.InMemoryAuditLog;
import dev.tidegate.core.record.InMemoryRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The functions behind the HTTP API in one process, over one store in memory.
final class Functions {
  static final Group ADMINS = new Group("admins");
  static final Principal ADA = Samples.person("ada", ADMINS);
  static final String FILE = "version: 1\n";

  final InMemoryCaseStore cases = new InMemoryCaseStore();
  final InMemoryRecord record = new InMemoryRecord();
  final InMemoryActivityStore activity = new InMemoryActivityStore();

  /// What the functions log and count.
  final Captured out = new Captured();

  SamplePolicy policy = SamplePolicy.usual();
  Instant now = Samples.T0;
  boolean tooLarge;
  boolean tooPacked;
  boolean notPrepared;

  /// What every port answers with, when there is one.
  Optional<Fault.Kind> failing = Optional.empty();

  /// Happens once, between the reading and the writing of a push.
  Runnable meanwhile = () -> {};

  private final Map<String, String> routes;
  private int made;
  private final InMemoryPolicyVersions versions = new InMemoryPolicyVersions();
  private final Map<String, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>>
      handlers;

  /// Takes the template's routes.
  Functions(Map<String, String> routes) {
    this.routes = Map.copyOf(routes);
    Wire wire = new Failing();
    CaseStore store = new WiredStore(cases, wire);
    PolicySource policies = () -> wire.call("policy", () -> policy.load());
    PolicyDocuments documents = new Documents();
    Visibility visibility = new Visibility(Samples.SECURITY);
    ApiContext front = Fronts.at(() -> now, out);
    handlers =
        Map.of(
            "requests",
            new dev.tidegate.functions.requests.Handler(
                store, policies, documents, () -> Samples.id(++made), visibility, activity, front),
            "reviews",
            new dev.tidegate.functions.reviews.Handler(
                store, policies, documents, visibility, front),
            "sessions",
            new dev.tidegate.functions.sessions.Handler(
                store,
                policies,
                documents,
                visibility,
                spec -> wire.call("sts", () -> issued()),
                (_, _) -> URI.create("https://signin.aws.amazon.com/federation?SigninToken=t"),
                front),
            "revocations",
            new dev.tidegate.functions.revocations.Handler(store, visibility, front),
            "records",
            new dev.tidegate.functions.records.Handler(
                new Records(record, wire),
                new Records(record, wire),
                () -> wire.call("kms", () -> "-----BEGIN PUBLIC KEY-----"),
                Samples.SECURITY,
                front),
            "checks",
            new dev.tidegate.functions.checks.Handler(
                (_, _) -> wire.run("lambda", () -> {}),
                () -> Samples.id(++made),
                Set.of(ADMINS, Samples.SECURITY),
                front),
            "policies",
            new dev.tidegate.functions.policies.Handler(
                new Versions(versions, wire, () -> meanwhile),
                new InMemoryAuditLog("policies"),
                Functions::parse,
                new FakeCompacts(1),
                ADMINS,
                Samples.SECURITY,
                front));
  }

  /// Sends a call to the function that the template routes it to.
  Answered send(Sent sent) {
    String function = routes.getOrDefault(sent.route(), "nothing");
    RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler =
        Optional.ofNullable(handlers.get(function))
            .orElseThrow(() -> new AssertionError(sent.route() + " leads to " + function));
    return sent.by(handler);
  }

  /// Makes a file current, whatever it says, and returns its hash.
  String push(String file) {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    PolicyHash hash = PolicyHash.of(bytes);
    Optional<PolicyVersions.Version> current = versions.current();
    ChainHead head = current.map(PolicyVersions.Version::head).orElse(ChainHead.START);
    AuditEvent event =
        AuditEvent.after(
            head,
            "policy",
            now,
            EventType.POLICY_PUSHED,
            ADA.actor(),
            Map.of("hash", hash.hex(), "reason", "a reason"));
    versions.makeCurrent(
        new PolicyVersions.Version(
            event.seq(), hash, now, ADA.label(), Optional.empty(), event.head()),
        bytes,
        Optional.empty(),
        current,
        event);
    return hash.hex();
  }

  /// Starts a grant, as the function start-grant does.
  void start(String grant) {
    FakeAws aws = new FakeAws(Wire.CLEAR, () -> now);
    new StartGrant(cases, () -> policy.load(), aws, aws, new FakeDocuments())
        .start(new GrantId(grant), now);
  }

  /// Stores some activity of a grant, as the function activity does.
  void used(String id) {
    GrantId grant = new GrantId(id);
    ActivityRecord done = Deeds.issued(grant, "e-1", now);
    ActivityRecord refused =
        Deeds.answered(
            Deeds.call(grant, "e-2", "iam:CreateUser", now), ActivityRecord.Outcome.OUTSIDE);
    ActivitySummary summary =
        ActivitySummary.NONE
            .plus(done)
            .plus(refused)
            .plus(new ActivityFinding(EventType.ACTIVITY_OUTSIDE_BOUNDARY, "refused", Map.of()));
    activity.append(
        new ActivityStore.Entry(grant, 0, summary, List.of(done, refused), List.of()), now);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  private SessionIssuer.Outcome issued() {
    if (notPrepared) {
      return new SessionIssuer.Outcome.NotPrepared("the role trusts somebody else");
    }
    return tooPacked
        ? new SessionIssuer.Outcome.TooPacked("112 % of the token")
        : new SessionIssuer.Outcome.Issued(
            new Credentials("id", "secret", "token", now.plusSeconds(3600)), 85);
  }

  private static PolicyParser.Result parse(byte[] file) {
    return new String(file, StandardCharsets.UTF_8).startsWith(FILE)
        ? new PolicyParser.Result.Valid(SamplePolicy.usual().load())
        : new PolicyParser.Result.Invalid(
            List.of(new PolicyParser.Finding(1, 1, "version", "version: 1 expected")));
  }

  private final class Documents implements PolicyDocuments {
    private final PolicyDocuments real = new IamPolicyDocuments();

    @Override
    public String session(List<Permission> permissions, Instant end) {
      return tooLarge ? "x".repeat(2049) : real.session(permissions, end);
    }

    @Override
    public String temporary(List<Permission> permissions, Instant end) {
      return real.temporary(permissions, end);
    }
  }

  private final class Failing implements Wire {
    @Override
    public <T> T call(String name, Supplier<T> service) {
      if (failing.isPresent()) {
        throw new Fault(failing.get(), name + " was made to fail");
      }
      return service.get();
    }
  }
}
