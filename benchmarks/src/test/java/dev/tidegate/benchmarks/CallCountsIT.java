package dev.tidegate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.dynamodb.DynamoCaseStore;
import dev.tidegate.adapters.dynamodb.DynamoPolicyVersions;
import dev.tidegate.adapters.iam.IamAccessCutter;
import dev.tidegate.adapters.iam.IamTemporaryPolicies;
import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.adapters.scheduler.SchedulerGrantSchedules;
import dev.tidegate.adapters.sts.StsSessionIssuer;
import dev.tidegate.core.broker.AccessCase;
import dev.tidegate.core.broker.CurrentPolicy;
import dev.tidegate.core.broker.EndGrant;
import dev.tidegate.core.broker.IssueSession;
import dev.tidegate.core.broker.PushPolicy;
import dev.tidegate.core.broker.ReviewRequest;
import dev.tidegate.core.broker.RevokeGrant;
import dev.tidegate.core.broker.StartGrant;
import dev.tidegate.core.broker.SubmitRequest;
import dev.tidegate.core.broker.Visibility;
import dev.tidegate.core.entitlement.Ask;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Span;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.grant.GrantId;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.request.RequestId;
import dev.tidegate.core.review.Verdict;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The AWS calls of each operation, by the real adapters, counted as the SDK makes them. More calls
/// than here is a change that somebody has to want.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallCountsIT {
  private static final String READ = "DynamoDb.GetItem";
  private static final String WRITE = "DynamoDb.TransactWriteItems";

  private final Path root = Path.of(System.getProperty("tidegate.root"));
  private final Principal alice = principal("alice", "orders-dev");
  private final Principal bob = principal("bob", "orders-leads");
  private final Visibility visibility = new Visibility(new Group("tidegate-security"));
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private LocalAws aws;
  private DynamoCaseStore store;
  private SubmitRequest submit;
  private ReviewRequest review;
  private StartGrant start;
  private IssueSession issue;
  private RevokeGrant revoke;
  private EndGrant end;

  @BeforeAll
  void wire() throws IOException {
    aws = LocalAws.start(root, Progress.quiet());
    Laptop.prepare(aws);
    AwsCredentialsProvider broker = aws.clients().root(LocalAws.BROKER_ACCOUNT);
    DynamoDbClient dynamo = aws.clients().of(DynamoDbClient.builder(), broker);
    StsClient sts = aws.clients().of(StsClient.builder(), broker);
    IamClient iam = aws.clients().of(IamClient.builder(), broker);
    IamPolicyDocuments documents = new IamPolicyDocuments();
    store = new DynamoCaseStore(dynamo, Laptop.TABLE, Laptop.WATCH, Laptop.LEDGER);
    DynamoPolicyVersions versions = new DynamoPolicyVersions(dynamo, Laptop.TABLE, Laptop.LEDGER);
    YamlPolicyParser parser = new YamlPolicyParser();
    CurrentPolicy policies = new CurrentPolicy(versions, parser);
    SchedulerGrantSchedules schedule =
        new SchedulerGrantSchedules(
            aws.clients().of(SchedulerClient.builder(), broker),
            new SchedulerGrantSchedules.Place(
                Laptop.GROUP,
                "arn:aws:lambda:eu-central-1:000000000000:function:end-grant",
                "arn:aws:lambda:eu-central-1:000000000000:function:start-grant",
                "arn:aws:iam::000000000000:role/schedule",
                "arn:aws:sqs:eu-central-1:000000000000:dead"));
    submit = new SubmitRequest(store, policies, documents, CallCountsIT::newId);
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
    end = new EndGrant(store, new IamAccessCutter(sts, iam), schedule);
    new PushPolicy(versions, parser, new Group("orders-leads"))
        .push(
            bob,
            Files.readAllBytes(root.resolve("local/src/main/resources/demo-policy.yaml")),
            Optional.empty(),
            "counting calls",
            now);
    policies.current();
  }

  @AfterAll
  void stop() {
    aws.close();
  }

  @Test
  void submitReadsWhichPolicyIsCurrentAndWritesOnce() {
    assertThat(Calls.of(() -> submitted(read("30m")))).containsExactly(READ, WRITE);
  }

  @Test
  void approveReadsTheCaseAndThePolicyAndWritesOnce() {
    AccessCase pending = submitted(read("30m"));
    assertThat(Calls.of(() -> approve(pending))).containsExactly(READ, READ, WRITE);
  }

  @Test
  void startingASessionGrantSchedulesItsEndFirst() {
    AccessCase scheduled = approve(submitted(read("30m")));
    assertThat(Calls.of(() -> start.start(id(scheduled), now)))
        .containsExactly(READ, "Scheduler.CreateSchedule", WRITE);
  }

  @Test
  void startingATemporaryPolicySchedulesItsEndBeforeItAttaches() {
    AccessCase scheduled = approve(submitted(hotfix()));
    assertThat(Calls.of(() -> start.start(id(scheduled), now)))
        .containsExactly(
            READ, "Scheduler.CreateSchedule", "Sts.AssumeRole", "Iam.PutRolePolicy", WRITE);
  }

  @Test
  void issuingWritesThatItIssuesBeforeItDoes() {
    AccessCase active = active(read("30m"));
    assertThat(Calls.of(() -> issue.credentials(alice, id(active), now)))
        .containsExactly(READ, READ, WRITE, "Sts.AssumeRole");
  }

  @Test
  void revokeReadsAndWritesOnce() {
    AccessCase active = active(read("30m"));
    assertThat(Calls.of(() -> revoke.revoke(bob, id(active), "counting", now)))
        .containsExactly(READ, WRITE);
  }

  @Test
  void endingARevokedGrantWithASessionCutsItAndRemovesItsSchedule() {
    AccessCase active = active(read("30m"));
    issue.credentials(alice, id(active), now);
    revoke.revoke(bob, id(active), "counting", now);

    List<String> calls = Calls.of(() -> end.end(id(active), now));

    assertThat(calls)
        .filteredOn(call -> !call.equals("Sts.AssumeRole"))
        .containsExactly(READ, "Iam.PutRolePolicy", WRITE, "Scheduler.DeleteSchedule");
    assertThat(calls).filteredOn("Sts.AssumeRole"::equals).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aGrantThatEndsByTimeWithoutALiveSessionCostsNoCallToTheTarget() {
    AccessCase active = active(read("30m"));
    assertThat(Calls.of(() -> end.end(id(active), now.plus(Duration.ofMinutes(30)))))
        .containsExactly(READ, WRITE);
  }

  private AccessCase active(Ask ask) {
    AccessCase scheduled = approve(submitted(ask));
    start.start(id(scheduled), now);
    return scheduled;
  }

  private AccessCase submitted(Ask ask) {
    return ((SubmitRequest.Outcome.Submitted) submit.submit(alice, ask, Optional.empty(), now))
        .created();
  }

  private AccessCase approve(AccessCase pending) {
    ReviewRequest.Answer answer =
        new ReviewRequest.Answer(
            pending.id(), pending.request().submission().hash(), Verdict.APPROVE, Optional.empty());
    return ((ReviewRequest.Outcome.Recorded) review.review(bob, answer, now)).now();
  }

  private static GrantId id(AccessCase of) {
    return GrantId.of(of.id());
  }

  private static Ask read(String duration) {
    TreeMap<Name, String> parameters = new TreeMap<>();
    parameters.put(new Name("table"), "orders");
    return new Ask(
        new Name("orders-table-read"),
        parameters,
        Span.parse(duration).orElseThrow(),
        Use.INCIDENT,
        Optional.of("OPS-1"),
        "counting calls");
  }

  private static Ask hotfix() {
    return new Ask(
        new Name("ci-deploy-hotfix"),
        new TreeMap<>(),
        Span.parse("30m").orElseThrow(),
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
