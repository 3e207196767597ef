package dev.tidegate.adapters.iam;

import static dev.tidegate.adapters.iam.Laptop.reads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.SessionRevoker.RevocationResult;
import dev.tidegate.core.drift.AccountObserver;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.local.LocalAws;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;

/// The three adapters under enforced IAM, as the roles that the target account's own template
/// makes. Each test has grants of its own.
class IamAdaptersIT {
  private static Laptop laptop;
  private static IamClient iam;
  private static IamSessionRevoker revoker;
  private static IamTemporaryPolicies temporary;
  private static IamAccountObserver holdings;

  @BeforeAll
  static void start() {
    laptop = Laptop.shared();
    iam = laptop.iam(LocalAws.TARGET_ACCOUNT);
    revoker = new IamSessionRevoker(laptop.function("end-grant"), iam);
    temporary = new IamTemporaryPolicies(laptop.function("start-grant"), iam);
    holdings = holdings("audit");
  }

  @Test
  void endingOneOfTwoOverlappingGrantsLeavesTheOtherWorking() {
    try (DynamoDbClient one = session(1);
        DynamoDbClient other = session(2)) {
      assertThat(reads(one)).isTrue();

      assertThat(revoker.cut(Given.session(1), Instant.now()))
          .isEqualTo(new RevocationResult.Done());
      assertThat(reads(one)).isFalse();
      assertThat(reads(other)).isTrue();
    }
  }

  /// As after a sign-in to the console, whose credentials may say that they were issued later than
  /// the session that they are of.
  @Test
  void aRoleWideCutMeetsASessionWithARenewedIssueTime() {
    Instant now = Instant.now();
    Instant before = now.minusSeconds(120);
    revoker.revokeRoleWide(Given.session(60), before);

    try (DynamoDbClient renewed = laptop.session(Given.grant(60).text(), now.minusSeconds(121));
        DynamoDbClient fresh = laptop.session(Given.grant(61).text(), now.minusSeconds(119));
        DynamoDbClient untagged = session(62)) {
      assertThat(reads(renewed)).isFalse();
      assertThat(reads(fresh)).isTrue();
      assertThat(reads(untagged)).as("from before there was a tag: by its issue time").isTrue();
    } finally {
      revoker.removeRoleWideRevocation(Given.session(60), before);
    }
  }

  @Test
  void aSessionIssuedAfterTheCutIsRefusedAsWell() {
    revoker.cut(Given.session(3), Instant.now());

    try (DynamoDbClient late = session(3);
        DynamoDbClient other = session(4)) {
      assertThat(reads(late)).isFalse();
      assertThat(reads(other)).isTrue();
    }
  }

  @Test
  void whatACutTookAwayComesBackWhenItIsRemoved() {
    try (DynamoDbClient session = session(5)) {
      revoker.cut(Given.session(5), Instant.now());
      revoker.cut(Given.session(5), Instant.now());
      assertThat(reads(session)).isFalse();

      revoker.removeRevocation(Given.session(5), Instant.now());
      assertThat(reads(session)).isTrue();
      assertThatCode(() -> revoker.removeRevocation(Given.session(5), Instant.now()))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aRoleWideCutRefusesWhatWasIssuedBeforeItAndNothingLater() throws InterruptedException {
    try (DynamoDbClient before = session(6)) {
      Instant cut = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
      revoker.revokeRoleWide(Given.session(6), cut);
      try {
        assertThat(reads(before)).isFalse();
        while (Instant.now().isBefore(cut)) {
          Thread.sleep(100);
        }
        try (DynamoDbClient after = session(7)) {
          assertThat(reads(after)).isTrue();
        }
      } finally {
        revoker.removeRoleWideRevocation(Given.session(6), cut);
      }
      assertThat(reads(before)).isTrue();
    }
  }

  @Test
  void aTemporaryPolicyWorksUntilItIsDetached() {
    try (DynamoDbClient build = laptop.roleSession("ci")) {
      assertThat(reads(build)).isFalse();

      temporary.attach(Given.temporary(8), Laptop.allow("dynamodb:*"));
      temporary.attach(Given.temporary(8), Laptop.allow("dynamodb:*"));
      assertThat(reads(build)).isTrue();

      revoker.detach(Given.temporary(8));
      assertThat(reads(build)).isFalse();
      assertThatCode(() -> revoker.detach(Given.temporary(8))).doesNotThrowAnyException();
    }
  }

  @Test
  void aRoleThatIsNotEligibleGetsNothing() {
    assertThatThrownBy(
            () -> temporary.attach(Given.temporary(9, "plain"), Laptop.allow("dynamodb:*")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("role/plain")
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.DENIED);
    assertThatCode(
            () -> {
              temporary.attach(Given.temporary(9), Laptop.allow("dynamodb:*"));
              revoker.detach(Given.temporary(9));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void anAccessRoleGetsNothingFromTheAttacher() {
    assertThatThrownBy(
            () ->
                temporary.attach(Given.temporary(10, "TidegateAccess"), Laptop.allow("dynamodb:*")))
        .isInstanceOf(Fault.class);
  }

  @Test
  void aRoleThatIsGoneHoldsUpNoEnd() {
    assertThatCode(() -> revoker.detach(Given.temporary(11, "gone"))).doesNotThrowAnyException();
  }

  @Test
  void whatTheAccountHoldsIsListedByRoleAndName() {
    revoker.cut(Given.session(12), Instant.now());
    temporary.attach(Given.temporary(13), Laptop.allow("dynamodb:*"));

    AccountObserver.Held held = holdings.of(Given.account(LocalAws.TARGET_ACCOUNT));

    assertThat(policies(held, "TidegateAccess")).contains("TidegateDeny-" + Given.grant(12));
    assertThat(policies(held, "ci")).contains("Tidegate-" + Given.grant(13));
    assertThat(held.documents()).isNotEmpty();
  }

  private static List<String> policies(AccountObserver.Held held, String role) {
    return held.role(role).orElseThrow().policies().stream()
        .map(AccountObserver.Inline::name)
        .toList();
  }

  @Test
  void theTrustPoliciesOfTheTemplateAreTheOnesThatAreExpected() {
    AccountObserver.Held held = holdings.of(Given.account(LocalAws.TARGET_ACCOUNT));

    for (String role :
        List.of("TidegateAccess", "TidegateRevoker", "TidegateAttacher", "TidegateObserver")) {
      assertThat(held.role(role).orElseThrow().trustProblem()).as(role).isEmpty();
    }
  }

  @Test
  void noneOfTheThreeCanDoAnotherOneSWork() {
    IamAccountObserver asEnd = holdings("end-grant");
    IamSessionRevoker asStart = new IamSessionRevoker(laptop.function("start-grant"), iam);
    IamTemporaryPolicies asAudit = new IamTemporaryPolicies(laptop.function("audit"), iam);

    assertThatThrownBy(() -> asEnd.of(Given.account(LocalAws.TARGET_ACCOUNT)))
        .hasMessageContaining("TidegateObserver");
    assertThatThrownBy(() -> asStart.cut(Given.session(14), Instant.now()))
        .hasMessageContaining("TidegateRevoker");
    assertThatThrownBy(() -> asAudit.attach(Given.temporary(14), Laptop.allow("s3:*")))
        .hasMessageContaining("TidegateAttacher");
  }

  private static IamAccountObserver holdings(String function) {
    return new IamAccountObserver(
        laptop.function(function), iam, LocalAws.BROKER_ACCOUNT, LocalAws.STACK);
  }

  private static DynamoDbClient session(int number) {
    GrantId grant = Given.grant(number);
    return laptop.session(grant.text());
  }
}
