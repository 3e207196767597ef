package dev.tidegate.core.access;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// People, accounts, asks and submissions that tests share. [CaseScenario] makes cases of them.
public final class Samples {
  /// When every story begins.
  public static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  /// How long submissions ask for.
  public static final AccessDuration ONE_HOUR = new AccessDuration(Duration.ofHours(1));

  /// How long a submission waits for its answers.
  public static final Duration ANSWER_WITHIN = Duration.ofHours(8);

  public static final String ISSUER = "https://id.example.com/pool";
  public static final Group DEVELOPERS = new Group("orders-dev");
  public static final Group LEADS = new Group("orders-leads");
  public static final Group OPERATIONS = new Group("operations");
  public static final Group SECURITY = new Group("security");

  /// Asks.
  public static final Principal ALICE = person("alice", DEVELOPERS);

  /// Asks, too.
  public static final Principal DAVE = person("dave", DEVELOPERS);

  /// Approves.
  public static final Principal BOB = person("bob", LEADS);

  /// Approves for two groups.
  public static final Principal CAROL = person("carol", LEADS, OPERATIONS);

  /// Sees and revokes everything.
  public static final Principal SAM = person("sam", SECURITY);

  public static final Account ORDERS_PROD =
      new Account(
          new Name("orders-prod"),
          "222222222222",
          "aws",
          "eu-central-1",
          "tidegate:orders/prod",
          Map.of("team", "orders", "owner", "Zoë"));

  public static final Target ACCESS_ROLE = new Target.AccessRole("TidegateAccess");
  public static final Target CI_ROLE = new Target.ExistingRole("orders-ci");

  public static final PolicyHash POLICY =
      PolicyHash.of("a policy".getBytes(StandardCharsets.UTF_8));

  private Samples() {}

  /// Returns the `n`th request id.
  public static RequestId id(int n) {
    return RequestId.of(ByteBuffer.allocate(RequestId.BYTES).putInt(6, n).array());
  }

  /// Returns somebody of the usual issuer.
  public static Principal person(String name, Group... groups) {
    return new Principal(
        new PrincipalId(ISSUER, name + "-0001"), name, new TreeSet<>(Arrays.asList(groups)));
  }

  /// Returns groups in their order.
  public static SortedSet<Group> groups(String... names) {
    return Arrays.stream(names).map(Group::new).collect(Collectors.toCollection(TreeSet::new));
  }

  /// Returns an ask for one hour of reading one table.
  public static RequestedAccess ask() {
    return new RequestedAccess(
        new Name("orders-table-read"),
        new TreeMap<>(Map.of(new Name("table"), "orders")),
        ONE_HOUR,
        Use.INCIDENT,
        Optional.of("OPS-123"),
        "orders stay in the queue");
  }

  /// Returns the same ask for access that begins two hours later.
  public static RequestedAccess later() {
    return ask().startingAt(T0.plus(Duration.ofHours(2)));
  }

  /// Returns what [#ask] comes to in AWS.
  public static List<Permission> permissions() {
    return List.of(
        new Permission(
            List.of("dynamodb:GetItem", "dynamodb:Query"),
            List.of("arn:aws:dynamodb:eu-central-1:222222222222:table/orders"),
            List.of(new Permission.Restriction("Bool", "aws:SecureTransport", List.of("true")))),
        new Permission(List.of("dynamodb:ListTables"), List.of("*"), List.of()));
  }

  /// Returns the decision that one of `groups` has to approve.
  public static Decision.NeedsApproval needs(String... groups) {
    return new Decision.NeedsApproval(
        grounds(),
        List.of(new ApproverSet(new Name("approvers"), groups(groups), 1)),
        ANSWER_WITHIN);
  }

  /// Returns the decision that no approval is needed.
  public static Decision.Allowed allowed() {
    return new Decision.Allowed(grounds());
  }

  /// Returns the decision that the glass is broken, and security looks back within a day.
  public static Decision.Allowed glassBroken() {
    return new Decision.Allowed(
        grounds(), Optional.of(new AfterReviewDuty(groups(SECURITY.name()), Duration.ofHours(24))));
  }

  /// Returns Alice's submission for two hours more of what another request gave for one.
  public static Submission more(RequestId id, RequestId of) {
    Submission usual = submission(id, later());
    return new Submission(
        id,
        usual.requester(),
        usual.ask(),
        usual.account(),
        usual.target(),
        usual.permissions(),
        usual.decision(),
        usual.at(),
        usual.answerBy(),
        Optional.of(new Continuation(of, ONE_HOUR.length(), 1)),
        Optional.of("Read one table of the orders service"));
  }

  /// Returns Alice's submission, which the leads answer.
  public static Submission submission(RequestId id) {
    return submission(id, ALICE, needs(LEADS.name()), T0);
  }

  /// Returns Alice's submission of an ask, which the leads answer.
  public static Submission submission(RequestId id, RequestedAccess requested) {
    return submission(id, ALICE, requested, ACCESS_ROLE, needs(LEADS.name()), T0);
  }

  /// Returns a submission of the usual ask.
  public static Submission submission(
      RequestId id, Principal requester, Decision decision, Instant at) {
    return submission(id, requester, ask(), ACCESS_ROLE, decision, at);
  }

  /// Returns a submission.
  public static Submission submission(
      RequestId id,
      Principal requester,
      RequestedAccess requested,
      Target target,
      Decision decision,
      Instant at) {
    Instant answerBy =
        decision instanceof Decision.NeedsApproval needs ? at.plus(needs.answerWithin()) : at;
    return new Submission(
        id, requester, requested, ORDERS_PROD, target, permissions(), decision, at, answerBy);
  }

  private static Decision.Grounds grounds() {
    return new Decision.Grounds(
        POLICY,
        List.of(new Name("orders-dev-read")),
        List.of(
            new Reason.Recorded(
                new Name("orders-dev-read"), "group", true, "you are in orders-dev"),
            new Reason.Recorded(
                new Name("orders-admin"), "use", false, "use: one of hotfix expected")));
  }
}
