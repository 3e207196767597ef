package dev.tidegate.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.grant.SessionRevoker.RevocationResult;
import dev.tidegate.local.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Many sessions of one role are cut under enforced IAM, with the 10,240 characters that a role
/// has.
class ManyRevocationsIT {
  private static final String ROLE = "TidegateAccess";
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  private final Laptop laptop = Laptop.shared();
  private final IamClient plain = laptop.iam(LocalAws.TARGET_ACCOUNT);
  private final LimitedIam iam = new LimitedIam(plain);
  private final StsClient sessions = laptop.function("sessions");
  private final DynamoDbClient dynamo = laptop.dynamo();

  @BeforeEach
  void nothingIsCut() {
    for (String name : names()) {
      plain.deleteRolePolicy(r -> r.roleName(ROLE).policyName(name));
    }
  }

  @Test
  void fiveHundredRevocationsOfOneRoleWithinAnHourEachCutTheirSessionForGood()
      throws InterruptedException {
    Instant start = Instant.now().minus(Duration.ofHours(1));
    IamSessionRevoker revoker = revoker();
    AwsCredentialsProvider other = session(9_999);
    List<AwsCredentialsProvider> cut = new ArrayList<>();
    int roleWide = 0;
    for (int i = 0; i < 500; i++) {
      AwsCredentialsProvider session = session(1000 + i);
      Instant now = start.plusMillis(7200L * i);
      assertThat(Laptop.reads(dynamo, session)).isTrue();
      if (revoker.cut(Given.session(1000 + i), now) instanceof RevocationResult.NoRoom) {
        assertThat(Laptop.reads(dynamo, other)).as("until now nobody else was cut").isTrue();
        revoker.revokeRoleWide(Given.session(1000 + i), Instant.now().plusSeconds(1));
        assertThat(Laptop.reads(dynamo, other)).as("role-wide").isFalse();
        Thread.sleep(2_100);
        other = session(9_997);
        roleWide++;
      }
      assertThat(Laptop.reads(dynamo, session)).isFalse();
      cut.add(session);
    }

    assertThat(roleWide).isEqualTo(1);
    assertThat(names())
        .contains(new InlinePolicyName.RoleWideRevocation().text())
        .anyMatch(RoleNames::pack);
    assertThat(Laptop.reads(dynamo, other)).as("issued after the role-wide cut").isTrue();
    for (AwsCredentialsProvider session : cut) {
      assertThat(Laptop.reads(dynamo, session)).isFalse();
    }
  }

  @Test
  void revocationsAtOnceLoseNothingAlsoWhileTheyPack() throws Exception {
    AwsCredentialsProvider other = session(9_998);
    List<AwsCredentialsProvider> cut = new ArrayList<>();
    List<Callable<RevocationResult>> revocations = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      int number = 2000 + i;
      cut.add(session(number));
      revocations.add(() -> revoker().cut(Given.session(number), NOW));
    }

    try (ExecutorService functions = Executors.newFixedThreadPool(8)) {
      for (Future<RevocationResult> done : functions.invokeAll(revocations)) {
        assertThat(done.get())
            .isInstanceOfAny(RevocationResult.Done.class, RevocationResult.Packed.class);
      }
    }

    assertThat(names()).anyMatch(RoleNames::pack);
    for (AwsCredentialsProvider session : cut) {
      assertThat(Laptop.reads(dynamo, session)).isFalse();
    }
    assertThat(Laptop.reads(dynamo, other)).isTrue();
  }

  /// One for each call, as functions that run side by side have.
  private IamSessionRevoker revoker() {
    return new IamSessionRevoker(laptop.function("end-grant"), iam);
  }

  private AwsCredentialsProvider session(int number) {
    return Laptop.issued(sessions, Given.grant(number).text());
  }

  private List<String> names() {
    return plain.listRolePoliciesPaginator(r -> r.roleName(ROLE)).policyNames().stream().toList();
  }
}
