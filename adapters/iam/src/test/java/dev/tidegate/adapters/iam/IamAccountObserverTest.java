package dev.tidegate.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.drift.AccountObserver;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IamAccountObserverTest {
  private static final Account ACCOUNT = Given.account("222222222222");
  private static final String BOUNDARY = "arn:aws:iam::222222222222:policy/Boundary";
  private static final String OBSERVER =
      """
      {"Version":"2012-10-17","Statement":{"Sid":"x","Effect":"Allow","Action":["sts:AssumeRole"],
       "Principal":{"AWS":"arn:aws:iam::111111111111:role/tidegate-audit"},
       "Condition":{"StringEquals":{"sts:ExternalId":["an-external-id-of-222222222222"]}}}}
      """;

  private final FakeIam iam = new FakeIam();
  private final FakeSts sts = new FakeSts();
  private final IamAccountObserver holdings =
      new IamAccountObserver(sts, iam, "111111111111", "tidegate");

  @Test
  void everyRoleIsReadWithEveryPolicyFromEveryPage() {
    for (int i = 0; i < 7; i++) {
      iam.role("role-" + i);
      iam.policies("role-" + i).put("Tidegate-" + Given.grant(i), "{}");
      iam.policies("role-" + i).put("own", "{}");
    }
    iam.eligible.add("role-3");

    AccountObserver.Held held = holdings.of(ACCOUNT);

    assertThat(held.roles()).hasSize(7).allMatch(role -> role.policies().size() == 2);
    assertThat(held.roles())
        .filteredOn(AccountObserver.Role::eligible)
        .extracting(AccountObserver.Role::name)
        .containsExactly("role-3");
    assertThat(held.documents()).containsOnlyKeys(BOUNDARY);
    assertThat(iam.calls).containsExactly("details  null", "details  3", "details  6");
  }

  @Test
  void whatADenyCutsIsReadFromItsDocument() {
    GrantId one = Given.grant(1);
    GrantId two = Given.grant(2);
    Instant before = Instant.parse("2026-11-20T10:00:00Z");
    iam.role("TidegateAccess");
    iam.policies("TidegateAccess").put("TidegateDeny-" + one, RevocationDocuments.grant(one));
    iam.policies("TidegateAccess")
        .put("TidegateDenies-1-x", RevocationDocuments.grants(List.of(one, two)));
    iam.policies("TidegateAccess")
        .put("TidegateCut", RevocationDocuments.everySessionBefore(before));

    List<AccountObserver.Inline> policies = holdings.of(ACCOUNT).roles().getFirst().policies();

    assertThat(policies)
        .extracting(AccountObserver.Inline::cuts)
        .containsExactlyInAnyOrder(Set.of(), Set.of(one), Set.of(one, two));
    assertThat(policies)
        .flatExtracting(policy -> policy.revokesBefore().stream().toList())
        .containsExactly(before);
  }

  @Test
  void thatAnAccessRoleHasNoBoundaryIsAskedAgain() {
    iam.role("TidegateAccess");
    iam.role("TidegateAccess-other");
    iam.role("somebody-elses");
    iam.boundaries.put("TidegateAccess", BOUNDARY);

    AccountObserver.Held held = holdings.of(ACCOUNT);

    assertThat(held.role("TidegateAccess").orElseThrow().boundary()).contains(BOUNDARY);
    assertThat(held.role("TidegateAccess-other").orElseThrow().boundary()).isEmpty();
    assertThat(iam.calls)
        .containsExactly("details  null", "role TidegateAccess", "role TidegateAccess-other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x | x",
        "tidegate-audit | other-audit",
        "111111111111:role/tidegate-audit | 111111111111:root",
        "\"arn:aws:iam::111111111111:role/tidegate-audit\" | \"*\"",
        "an-external-id-of-222222222222 | another-one-of-222222222222",
        "StringEquals | StringLike",
        "\"Effect\":\"Allow\",\"Action\":[\"sts:AssumeRole\"] |"
            + " \"Effect\":\"Allow\",\"Action\":[\"sts:*\"]",
        "{\"AWS\": | {\"Service\":\"ec2.amazonaws.com\",\"AWS\":"
      })
  void aTrustPolicyThatSaysAnythingElseIsTold(String old, String fresh) {
    iam.role("TidegateObserver");
    iam.trusts.put("TidegateObserver", OBSERVER.replace(old, fresh));

    AccountObserver.Role role = holdings.of(ACCOUNT).roles().getFirst();

    assertThat(role.trustProblem().isEmpty()).isEqualTo(old.equals(fresh));
    role.trustProblem()
        .ifPresent(
            what -> assertThat(what).contains("arn:aws:iam::111111111111:role/tidegate-audit"));
  }

  @Test
  void anExternalIdBesideThePolicyFilesIsNoProblemAndIsRead() {
    iam.role("TidegateObserver");
    iam.trusts.put(
        "TidegateObserver",
        OBSERVER.replace(
            "\"an-external-id-of-222222222222\"",
            "\"an-older-external-id\",\"an-external-id-of-222222222222\""));

    AccountObserver.Role role = holdings.of(ACCOUNT).roles().getFirst();

    assertThat(role.trustProblem()).isEmpty();
    assertThat(role.externalIds())
        .containsExactly("an-external-id-of-222222222222", "an-older-external-id");
  }

  @Test
  void aTrustPolicyOfSomebodyElsesIsNoneOfOurs() {
    iam.role("somebody-elses");

    assertThat(holdings.of(ACCOUNT).roles().getFirst().trustProblem()).isEmpty();
  }

  @Test
  void anAccountThatCannotBeReachedIsAFault() {
    sts.refuses = true;

    assertThatThrownBy(() -> holdings.of(ACCOUNT))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("TidegateObserver");
  }

  @Test
  void eachAccountIsAskedWithItsOwnRoleAndExternalId() {
    iam.role("ci");
    for (int i = 0; i < 100; i++) {
      holdings.of(Given.account("%012d".formatted(i)));
    }
    holdings.of(Given.account("%012d".formatted(99)));

    assertThat(sts.calls).as("the last one is still known").hasSize(100);
    assertThat(iam.keys)
        .hasSize(100)
        .contains("key of arn:aws:iam::000000000042:role/TidegateObserver");
    assertThat(sts.calls.get(42).externalId()).isEqualTo("an-external-id-of-000000000042");
  }
}
