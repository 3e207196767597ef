package dev.tidegate.benchmarks;

import dev.tidegate.adapters.dynamodb.DynamoAuditLog;
import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.DynamoPolicyVersions;
import dev.tidegate.adapters.iam.IamSessionRevoker;
import dev.tidegate.adapters.iam.IamTemporaryPolicies;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.policyfile.CompactPolicy;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.adapters.scheduler.SchedulerGrantSchedules;
import dev.tidegate.adapters.scheduler.SchedulerScheduleRemoval;
import dev.tidegate.adapters.sts.StsSessionIssuer;
import dev.tidegate.adapters.sts.StsSessionProbe;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.ReviewFinding;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.grant.AccessProbe;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.access.grant.ProbeGrant;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.core.access.grant.StartGrant;
import dev.tidegate.core.access.request.ExtendGrant;
import dev.tidegate.core.access.request.GiveAfterReview;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policies.CurrentPolicy;
import dev.tidegate.core.policies.PushPolicy;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.local.LocalAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Every verb over the real adapters, on the laptop's AWS, with the people who use them. No
/// function runs, so every call is a verb's own.
final class Verbs {
  static final Principal ALICE = principal("alice", "orders-dev");
  static final Principal BOB = principal("bob", "orders-leads");
  static final Principal CAROL = principal("carol", "tidegate-security");

  /// Lets Alice break the glass, added to the demo's policy, whose last section is `rules`.
  private static final String GLASS =
      """
        - name: orders-emergency
          groups: [orders-dev]
          entitlements: [orders-table-read]
          breakGlass: {longest: 30m, review: {groups: [tidegate-security], within: 24h}}
      """;

  final DynamoCaseStore store;
  final CurrentPolicy policies;
  final SubmitRequest submit;
  final ExtendGrant extend;
  final ReviewRequest review;
  final GiveAfterReview afterReview;
  final StartGrant start;
  final IssueSession issue;
  final RevokeGrant revoke;
  final EndGrant end;
  final ProbeGrant probe;
  private final PushPolicy push;

  /// @param tables what the names of the tables begin with
  /// @param probing how an end is confirmed, given what `sessions` does for it
  Verbs(LocalAws aws, String tables, Function<ProbeGrant, AccessProbe> probing) {
    AwsCredentialsProvider broker = aws.clients().root(LocalAws.BROKER_ACCOUNT);
    DynamoDbClient dynamo = aws.clients().of(DynamoDbClient.builder(), broker);
    StsClient sts = aws.clients().of(StsClient.builder(), broker);
    IamClient iam = aws.clients().of(IamClient.builder(), broker);
    IamPolicyDocuments documents = new IamPolicyDocuments();
    String ledger = Laptop.ledger(tables);
    store = new DynamoCaseStore(dynamo, tables, Laptop.watch(tables), ledger);
    DynamoPolicyVersions versions = new DynamoPolicyVersions(dynamo, tables, ledger);
    YamlPolicyParser parser = new YamlPolicyParser();
    CompactPolicy compacts = new CompactPolicy();
    policies = current(versions);
    Visibility visibility = new Visibility(new Group("tidegate-security"));
    SchedulerClient scheduler = aws.clients().of(SchedulerClient.builder(), broker);
    SchedulerGrantSchedules schedule =
        new SchedulerGrantSchedules(
            scheduler,
            new SchedulerGrantSchedules.Targets(
                Laptop.GROUP,
                "arn:aws:lambda:eu-central-1:000000000000:function:end-grant",
                "arn:aws:lambda:eu-central-1:000000000000:function:start-grant",
                "arn:aws:iam::000000000000:role/" + Laptop.SCHEDULE_ROLE,
                "arn:aws:sqs:eu-central-1:000000000000:dead"));
    submit = new SubmitRequest(store, policies, documents, Verbs::newId);
    extend = new ExtendGrant(store, submit, visibility);
    afterReview = new GiveAfterReview(store, policies, documents, visibility);
    review = new ReviewRequest(store, policies, documents, visibility);
    start =
        new StartGrant(store, policies, schedule, new IamTemporaryPolicies(sts, iam), documents);
    issue =
        new IssueSession(
            store,
            policies,
            documents,
            visibility,
            new StsSessionIssuer(sts),
            (credentials, account) -> URI.create("https://example.invalid/"));
    revoke = new RevokeGrant(store, visibility);
    probe = new ProbeGrant(store, new StsSessionProbe(sts));
    end =
        new EndGrant(
            store,
            new IamSessionRevoker(sts, iam),
            new SchedulerScheduleRemoval(scheduler, Laptop.GROUP),
            probing.apply(probe));
    push =
        new PushPolicy(
            versions,
            parser,
            compacts,
            new Group("orders-leads"),
            new DynamoAuditLog(dynamo, tables, ledger, "policies"));
  }

  /// Gives the current policy as functions do, and fails when a compact form cannot be used.
  static CurrentPolicy current(DynamoPolicyVersions versions) {
    return new CurrentPolicy(
        versions,
        new YamlPolicyParser(),
        new CompactPolicy(),
        (hash, why) -> {
          throw new AssertionError(why);
        });
  }

  /// Makes the demo's policy, with a rule for breaking the glass, the current one, after `head`.
  void pushPolicy(String head, Path root, Instant now) {
    push.push(
        BOB,
        (head + demo(root) + GLASS).getBytes(StandardCharsets.UTF_8),
        Optional.empty(),
        "counting calls",
        now);
  }

  private static String demo(Path root) {
    try {
      return Files.readString(root.resolve("local/src/main/resources/demo-policy.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AccessCase submitted(RequestedAccess requested, Optional<String> key, Instant now) {
    return switch (submit.submit(ALICE, requested, key, now)) {
      case SubmitRequest.Outcome.Submitted(AccessCase created, List<String> _) -> created;
      case SubmitRequest.Outcome.Repeated(AccessCase first) -> first;
      case SubmitRequest.Outcome other -> throw new AssertionError(other);
    };
  }

  AccessCase extended(GrantId grant, Instant now) {
    ExtendGrant.More more =
        new ExtendGrant.More(
            grant,
            AccessDuration.parse("30m").orElseThrow(),
            Optional.empty(),
            Optional.empty(),
            "counting calls");
    if (extend.extend(ALICE, more, Optional.empty(), now)
            instanceof ExtendGrant.Outcome.Asked(SubmitRequest.Outcome asked)
        && asked instanceof SubmitRequest.Outcome.Submitted(AccessCase created, List<String> _)) {
      return created;
    }
    throw new AssertionError("not extended: " + grant);
  }

  void lookedBack(AccessCase at, Instant now) {
    GiveAfterReview.Answer answer =
        new GiveAfterReview.Answer(
            at.id(), at.request().submission().hash(), ReviewFinding.ACCEPT, Optional.empty());
    if (!(afterReview.give(CAROL, answer, now) instanceof GiveAfterReview.Outcome.Recorded)) {
      throw new AssertionError("not looked back at: " + at.id());
    }
  }

  AccessCase approved(AccessCase pending, Instant now) {
    ReviewRequest.Answer answer =
        new ReviewRequest.Answer(
            pending.id(), pending.request().submission().hash(), Verdict.APPROVE, Optional.empty());
    return switch (review.review(BOB, answer, now)) {
      case ReviewRequest.Outcome.Recorded(AccessCase recorded) -> recorded;
      case ReviewRequest.Outcome.Repeated(AccessCase repeated) -> repeated;
      case ReviewRequest.Outcome other -> throw new AssertionError(other);
    };
  }

  static RequestedAccess read(String duration) {
    TreeMap<Name, String> parameters = new TreeMap<>();
    parameters.put(new Name("table"), "orders");
    return new RequestedAccess(
        new Name("orders-table-read"),
        parameters,
        AccessDuration.parse(duration).orElseThrow(),
        Use.INCIDENT,
        Optional.of("OPS-1"),
        "counting calls");
  }

  static RequestedAccess hotfix() {
    return new RequestedAccess(
        new Name("ci-deploy-hotfix"),
        new TreeMap<>(),
        AccessDuration.parse("30m").orElseThrow(),
        Use.HOTFIX,
        Optional.of("OPS-1"),
        "counting calls");
  }

  private static Principal principal(String name, String group) {
    return new Principal(
        new PrincipalId("https://issuer.invalid", name),
        name,
        new TreeSet<>(List.of(new Group(group))));
  }

  private static RequestId newId() {
    byte[] bytes = new byte[RequestId.BYTES];
    new SecureRandom().nextBytes(bytes);
    return RequestId.of(bytes);
  }
}
