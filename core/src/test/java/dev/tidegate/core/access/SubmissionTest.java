package dev.tidegate.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SubmissionTest {
  private static final RequestId ID = Samples.id(1);
  private static final RequestedAccess ASK = Samples.ask();
  private static final Submission USUAL = Samples.submission(ID);

  @Test
  void theHashChangesWithEverythingThatIsAskedForAndGiven() {
    List<Submission> others =
        List.of(
            Samples.submission(Samples.id(2)),
            by(new PrincipalId(Samples.ISSUER, "alice-0002")),
            by(new PrincipalId("https://other.example.com", Samples.ALICE.id().subject())),
            of(ask(new Name("orders-table-write"), "orders", "1h", Use.INCIDENT, "OPS-123", "r")),
            of(ask(ASK.entitlement(), "orders-archive", "1h", Use.INCIDENT, "OPS-123", "r")),
            of(ask(ASK.entitlement(), "orders", "2h", Use.INCIDENT, "OPS-123", "r")),
            of(ask(ASK.entitlement(), "orders", "1h", Use.HOTFIX, "OPS-123", "r")),
            of(ask(ASK.entitlement(), "orders", "1h", Use.INCIDENT, "OPS-124", "r")),
            of(ask(ASK.entitlement(), "orders", "1h", Use.INCIDENT, "", "r")),
            of(ask(ASK.entitlement(), "orders", "1h", Use.INCIDENT, "OPS-123", "s")),
            of(ASK.startingAt(Samples.T0.plus(Duration.ofDays(1)))),
            of(ASK.breakingGlass()),
            Samples.submission(ID, Samples.later()),
            Samples.more(ID, Samples.id(3)),
            Samples.more(ID, Samples.id(4)),
            of(ASK.startingAt(Samples.T0.plus(Duration.ofDays(2)))),
            in(account("333333333333", "aws")),
            in(account("222222222222", "aws-cn")),
            on(new Target.AccessRole("TidegateAccess-b")),
            on(new Target.AccessRole("TidegateAccess", List.of("arn:aws:iam::aws:policy/a"))),
            on(new Target.AccessRole("TidegateAccess", List.of("arn:aws:iam::aws:policy/b"))),
            on(new Target.ExistingRole("TidegateAccess")),
            with(permission("dynamodb:PutItem", "orders", "true")),
            with(permission("dynamodb:GetItem", "orders-b", "true")),
            with(permission("dynamodb:GetItem", "orders", "false")),
            with(new Permission(List.of("dynamodb:GetItem"), List.of("orders"), List.of())),
            with(
                permission("dynamodb:GetItem", "orders", "true"),
                permission("dynamodb:GetItem", "orders", "true")));
    Set<String> hashes = new HashSet<>(List.of(USUAL.hash()));
    others.forEach(other -> hashes.add(other.hash()));
    assertThat(hashes).hasSize(others.size() + 1);
  }

  @Test
  void theHashIsTheSameForTheSameAndDoesNotHangOnLabels() {
    Principal renamed = new Principal(Samples.ALICE.id(), "Alicia", Samples.ALICE.groups());
    assertThat(Samples.submission(ID).hash()).isEqualTo(USUAL.hash()).hasSize(64);
    assertThat(Samples.submission(ID, renamed, Samples.needs("x"), Samples.T0).hash())
        .isEqualTo(USUAL.hash());
  }

  @Test
  void listsThatRunIntoEachOtherDoNotShareAHash() {
    Submission one = with(new Permission(List.of("a:b", "c:d"), List.of("e"), List.of()));
    Submission other = with(new Permission(List.of("a:b"), List.of("c:d", "e"), List.of()));
    assertThat(one.hash()).isNotEqualTo(other.hash());
  }

  @Test
  void aRefusedAskIsNotARequest() {
    Decision refused = new Decision.Refused(Samples.allowed().grounds(), List.of());
    assertThatThrownBy(() -> Samples.submission(ID, Samples.ALICE, refused, Samples.T0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Submission by(PrincipalId requester) {
    return Samples.submission(
        ID,
        new Principal(requester, "alice", new TreeSet<>(Samples.ALICE.groups())),
        Samples.allowed(),
        Samples.T0);
  }

  private static Submission of(RequestedAccess requested) {
    return Samples.submission(
        ID, Samples.ALICE, requested, Samples.ACCESS_ROLE, Samples.allowed(), Samples.T0);
  }

  private static Submission in(Account account) {
    return made(account, Samples.ACCESS_ROLE, Samples.permissions());
  }

  private static Submission on(Target target) {
    return made(Samples.ORDERS_PROD, target, Samples.permissions());
  }

  private static Submission with(Permission... permissions) {
    return made(Samples.ORDERS_PROD, Samples.ACCESS_ROLE, List.of(permissions));
  }

  private static Submission made(Account account, Target target, List<Permission> permissions) {
    return new Submission(
        ID,
        Samples.ALICE,
        ASK,
        account,
        target,
        permissions,
        Samples.allowed(),
        Samples.T0,
        Samples.T0);
  }

  private static RequestedAccess ask(
      Name entitlement, String table, String duration, Use use, String ticket, String reason) {
    return new RequestedAccess(
        entitlement,
        new TreeMap<>(Map.of(new Name("table"), table)),
        AccessDuration.parse(duration).orElse(new AccessDuration(Duration.ofHours(9))),
        use,
        Optional.of(ticket).filter(text -> !text.isEmpty()),
        reason);
  }

  private static Account account(String id, String partition) {
    Account usual = Samples.ORDERS_PROD;
    return new Account(
        usual.name(), id, partition, usual.region(), usual.externalId(), usual.labels());
  }

  private static Permission permission(String action, String resource, String secure) {
    return new Permission(
        List.of(action),
        List.of(resource),
        List.of(new Permission.Restriction("Bool", "aws:SecureTransport", List.of(secure))));
  }
}
