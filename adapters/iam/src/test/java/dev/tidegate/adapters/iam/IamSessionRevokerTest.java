package dev.tidegate.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.grant.SessionRevoker.RevocationResult;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IamSessionRevokerTest {
  private static final String ROLE = "TidegateAccess";
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  private final FakeIam iam = new FakeIam();
  private final FakeSts sts = new FakeSts();
  private final IamSessionRevoker revoker = new IamSessionRevoker(sts, iam, _ -> {});

  @BeforeEach
  void roles() {
    iam.role(ROLE);
    iam.role("ci");
  }

  @Test
  void aCutIsOneDenyForOneGrantBySessionNameAndByTag() {
    assertThat(revoker.cut(Given.session(1), NOW)).isEqualTo(new RevocationResult.Done());

    assertThat(iam.policies(ROLE))
        .containsOnlyKeys("TidegateDeny-g-0000000000000001")
        .containsValue(
            "{\"Version\":\"2012-10-17\",\"Statement\":["
                + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                + "{\"StringLike\":{\"aws:userid\":\"*:g-0000000000000001\"}}},"
                + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                + "{\"StringEquals\":{\"aws:PrincipalTag/TidegateGrant\":"
                + "\"g-0000000000000001\"}}}]}");
  }

  @Test
  void cuttingTwiceLeavesOneDeny() {
    revoker.cut(Given.session(1), NOW);
    revoker.cut(Given.session(1), NOW);

    assertThat(iam.policies(ROLE)).hasSize(1);
  }

  @Test
  void endingOneOfTwoOverlappingGrantsLeavesTheOtherOneSDenyAndSessionsAlone() {
    revoker.cut(Given.session(1), NOW);
    revoker.cut(Given.session(2), NOW);

    revoker.removeRevocation(Given.session(1), NOW);

    assertThat(iam.policies(ROLE)).containsOnlyKeys("TidegateDeny-g-0000000000000002");
  }

  @Test
  void theRevokerOfTheAccountIsAssumedOnceForManyCuts() {
    revoker.cut(Given.session(1), NOW);
    revoker.cut(Given.session(2), NOW);

    assertThat(sts.calls).hasSize(1);
    assertThat(sts.calls.getFirst().roleArn())
        .isEqualTo("arn:aws:iam::222222222222:role/TidegateRevoker");
    assertThat(sts.calls.getFirst().externalId()).isEqualTo("an-external-id-of-222222222222");
    assertThat(sts.calls.getFirst().roleSessionName()).isEqualTo("tidegate-end-grant");
    assertThat(sts.calls.getFirst().durationSeconds()).isEqualTo(900);
    assertThat(iam.keys).containsExactly("key of arn:aws:iam::222222222222:role/TidegateRevoker");
  }

  @Test
  void aRevokerThatRefusesUsIsAFault() {
    sts.refuses = true;

    assertThatThrownBy(() -> revoker.cut(Given.session(1), NOW))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("TidegateRevoker")
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.DENIED);
  }

  @Test
  void aFullRoleSaysSoAndOneWithJustEnoughRoomDoesNot() {
    int size = RevocationDocuments.grants(List.of(Given.grant(1))).length();
    iam.fill(ROLE, size - 1);
    assertThat(revoker.cut(Given.session(1), NOW)).isEqualTo(new RevocationResult.NoRoom());

    iam.policies(ROLE).clear();
    iam.fill(ROLE, size);
    assertThat(revoker.cut(Given.session(1), NOW)).isEqualTo(new RevocationResult.Done());

    iam.policies(ROLE).clear();
    iam.fill(ROLE, RevocationDocuments.grant(Given.grant(1)).length());
    assertThat(revoker.cut(Given.session(1), NOW)).isEqualTo(new RevocationResult.Done());
  }

  @Test
  void aRoleThatIsGoneSaysSo() {
    iam.roles.remove(ROLE);

    assertThat(revoker.cut(Given.session(1), NOW)).isEqualTo(new RevocationResult.NoRole());
    assertThatCode(() -> revoker.revokeRoleWide(Given.session(1), NOW)).doesNotThrowAnyException();
    assertThatCode(() -> revoker.removeRevocation(Given.session(1), NOW))
        .doesNotThrowAnyException();
  }

  @Test
  void aRoleThatIsGoneAndWhoseRightWentWithItSaysSoToo() {
    iam.roles.remove(ROLE);
    iam.untagged.add(ROLE);

    assertThat(revoker.cut(Given.session(1), NOW)).isEqualTo(new RevocationResult.NoRole());
  }

  @Test
  void aRoleThatIsThereAndRefusesIsAFault() {
    iam.untagged.add(ROLE);

    assertThatThrownBy(() -> revoker.cut(Given.session(1), NOW)).isInstanceOf(Fault.class);
  }

  @Test
  void removingWhatIsNotThereIsFine() {
    assertThatCode(() -> revoker.removeRevocation(Given.session(1), NOW))
        .doesNotThrowAnyException();
    assertThatCode(() -> revoker.detach(Given.temporary(1))).doesNotThrowAnyException();
    assertThatCode(() -> revoker.removeRoleWideRevocation(Given.session(1), NOW))
        .doesNotThrowAnyException();
  }

  @Test
  void detachingTakesTheGrantSPolicyAndNoOther() {
    iam.policies("ci").put("Tidegate-g-0000000000000001", "{}");
    iam.policies("ci").put("Tidegate-g-0000000000000002", "{}");
    iam.policies("ci").put("own", "{}");

    revoker.detach(Given.temporary(1));

    assertThat(iam.policies("ci")).containsOnlyKeys("Tidegate-g-0000000000000002", "own");
  }

  @Test
  void detachingFromARoleThatIsGoneWithItsTagIsFine() {
    iam.roles.remove("ci");
    iam.untagged.add("ci");

    assertThatCode(() -> revoker.detach(Given.temporary(1))).doesNotThrowAnyException();
  }

  @Test
  void detachingFromARoleThatLostItsTagIsAFaultWhileThePolicyIsThere() {
    iam.untagged.add("ci");
    assertThatCode(() -> revoker.detach(Given.temporary(1))).doesNotThrowAnyException();

    iam.policies("ci").put("Tidegate-g-0000000000000001", "{}");
    assertThatThrownBy(() -> revoker.detach(Given.temporary(1)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("AccessDenied");
  }

  @Test
  void aRoleWideCutHitsEverySessionIssuedBeforeIt() {
    revoker.revokeRoleWide(Given.session(1), NOW);

    assertThat(iam.policies(ROLE))
        .containsOnlyKeys("TidegateCut")
        .containsValue(
            "{\"Version\":\"2012-10-17\",\"Statement\":["
                + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                + "{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-11-20T09:00:00Z\"}}},"
                + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                + "{\"NumericLessThan\":{\"aws:PrincipalTag/TidegateIssued\":\"1795165200\"}}}]}");
  }

  @Test
  void aRoleWideCutIsMovedLaterAndNeverEarlier() {
    revoker.revokeRoleWide(Given.session(1), NOW);
    revoker.revokeRoleWide(Given.session(2), NOW.plusSeconds(60));
    revoker.revokeRoleWide(Given.session(3), NOW.plusSeconds(30));

    assertThat(iam.policies(ROLE).get("TidegateCut")).contains("09:01:00Z");
  }

  @Test
  void aRoleWideCutThatAnotherOneOverwritesInTheSameMomentIsPutBack() {
    iam.afterPut =
        () ->
            iam.policies(ROLE)
                .put("TidegateCut", RevocationDocuments.everySessionBefore(NOW.minusSeconds(5)));

    revoker.revokeRoleWide(Given.session(1), NOW);

    assertThat(iam.policies(ROLE).get("TidegateCut")).contains("09:00:00Z");
  }

  @Test
  void aRoleWideCutIsRemovedByTheGrantItIsOfAlone() {
    revoker.revokeRoleWide(Given.session(1), NOW);
    revoker.revokeRoleWide(Given.session(2), NOW.plusSeconds(60));

    revoker.removeRoleWideRevocation(Given.session(1), NOW);
    assertThat(iam.policies(ROLE)).containsKey("TidegateCut");

    revoker.removeRoleWideRevocation(Given.session(2), NOW.plusSeconds(60));
    assertThat(iam.policies(ROLE)).isEmpty();
  }

  @Test
  void aFractionOfASecondIsRoundedUpAndStillRecognised() {
    revoker.revokeRoleWide(Given.session(1), NOW.plusMillis(1));
    assertThat(iam.policies(ROLE).get("TidegateCut")).contains("09:00:01Z");

    revoker.removeRoleWideRevocation(Given.session(1), NOW.plusMillis(1));
    assertThat(iam.policies(ROLE)).isEmpty();
  }

  @Test
  void aRoleFullOfOtherPeopleSPoliciesIsAFault() {
    iam.fill(ROLE, 10);

    assertThatThrownBy(() -> revoker.revokeRoleWide(Given.session(1), NOW))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("no room");
  }
}
