package dev.tidegate.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.IamChanges;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.InMemoryAuditLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Both ways, for one account.
class CheckDriftTest {
  private static final String ACCOUNT = Samples.ORDERS_PROD.id();
  private static final String ACCESS = "TidegateAccess";
  private static final String CI = "orders-ci";
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(30));
  private static final Duration LONG = Duration.ofMinutes(5);

  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final InMemoryAuditLog ledger = new InMemoryAuditLog("audit");
  private final InMemoryDriftStore notes = new InMemoryDriftStore();
  private final FakeAccountObserver holdings = new FakeAccountObserver();
  private final NotedHandover handover = new NotedHandover();
  private Policy policy = SamplePolicy.usual().load();
  private int runs;

  @Test
  void anAccountAsTheTemplateMakesItHasNoDifference() {
    assertThat(check(NOW)).isEmpty();
    assertThat(types()).containsExactly("audit.changed", "audit.checked");
    assertThat(ledger.events().getFirst().details()).containsEntry("before", "none");
    assertThat(check(NOW)).isEmpty();
    assertThat(types()).as("seen before").hasSize(3).endsWith("audit.checked");
  }

  @Test
  void aStrayOnARoleThatNoEntitlementNamesIsToldAndHandedOver() {
    holdings.role(ACCOUNT, "other-ci", role -> FakeAccountObserver.tagged(role, true));
    holdings.put(ACCOUNT, "other-ci", "Tidegate-g-0000000000000007");
    holdings.put(ACCOUNT, ACCESS, "TidegateDeny-g-0000000000000008");

    assertThat(check(NOW))
        .extracting(Difference::what)
        .contains("there is no grant g-0000000000000007", "there is no grant g-0000000000000008");
    assertThat(handover.removals)
        .containsExactlyInAnyOrder(
            removal("other-ci", "Tidegate-g-0000000000000007"),
            removal(ACCESS, "TidegateDeny-g-0000000000000008"));
  }

  @Test
  void aStrayWhereTidegateMayRemoveNothingIsToldAlone() {
    holdings.put(ACCOUNT, "admin", "Tidegate-g-0000000000000007");

    assertThat(check(NOW))
        .singleElement()
        .satisfies(one -> assertThat(one.what()).contains("may not remove it from this role"));
    assertThat(handover.removals).isEmpty();
  }

  @Test
  void whatALiveGrantHasIsCountedAndLeft() {
    GrantId grant = activeTemporary(1);
    holdings.put(ACCOUNT, CI, "Tidegate-" + grant);

    assertThat(check(NOW)).isEmpty();
    assertThat(handover.removals).isEmpty();
    assertThat(summary().details()).containsEntry("held", "1").containsEntry("grants", "1");
  }

  @Test
  void aGrantThatShouldHaveEndedIsHandedToTheUsualWay() {
    GrantId grant = activeTemporary(1);
    holdings.put(ACCOUNT, CI, "Tidegate-" + grant);

    assertThat(check(Samples.T0.plus(Duration.ofHours(2))))
        .extracting(Difference::what)
        .anySatisfy(what -> assertThat(what).contains("should have ended"));
    assertThat(handover.ended).containsExactly(grant);
    assertThat(handover.removals).isEmpty();
  }

  @Test
  void aTemporaryPolicyThatIsMissingIsTold() {
    GrantId grant = activeTemporary(1);

    assertThat(check(NOW))
        .containsExactly(
            new Difference(
                ACCOUNT, CI, "Tidegate-" + grant, "missing, though its grant is Active"));
    assertThat(check(Samples.T0.plus(IamChanges.ARRIVED).minusSeconds(1)))
        .as("it may be on its way")
        .isEmpty();
  }

  @Test
  void aDenyThatIsMissingIsToldAndPutBackUnlessAPackHoldsIt() {
    GrantId grant = cut(1, new Revocation.Standing(Samples.T0.plus(Duration.ofMinutes(70))));

    assertThat(check(NOW))
        .singleElement()
        .satisfies(one -> assertThat(one.what()).contains("sessions that it cuts may be left"));
    assertThat(handover.putBack).containsExactly(grant);

    holdings.cut(ACCOUNT, ACCESS, "TidegateDenies-1772363100-0123456789abcdef", grant);
    assertThat(check(NOW)).isEmpty();
    assertThat(handover.putBack).hasSize(1);
  }

  @Test
  void aRewrittenTemporaryPolicyIsToldWithWhatItSaysAndHandedOver() {
    GrantId grant = activeTemporary(1);
    holdings.says(ACCOUNT, CI, "Tidegate-" + grant, "Allow * on *");

    assertThat(check(NOW))
        .containsExactly(
            new Difference(
                ACCOUNT,
                CI,
                "Tidegate-" + grant,
                "it was rewritten, and is not what its grant gives: it says Allow * on *; its grant"
                    + " is ended"));
    assertThat(handover.removals).containsExactly(removal(CI, "Tidegate-" + grant));
  }

  @Test
  void aRewrittenDenyIsToldWithWhatItSaysAndPutBack() {
    GrantId grant = cut(1, new Revocation.Standing(Samples.T0.plus(Duration.ofMinutes(70))));
    holdings.says(ACCOUNT, ACCESS, "TidegateDeny-" + grant, "Allow * on *");

    assertThat(check(NOW))
        .extracting(Difference::what)
        .containsExactly(
            "it was rewritten, and cuts nothing: it says Allow * on *, though sessions that it cuts"
                + " may be left");
    assertThat(handover.putBack).containsExactly(grant);
    assertThat(handover.removals).isEmpty();
  }

  @Test
  void aRoleWideCutThatIsMissingOrReachesLessFarIsPutBack() {
    Instant before = Samples.T0.plus(Duration.ofMinutes(10));
    GrantId grant =
        cut(1, new Revocation.RoleWide(before, Samples.T0.plus(Duration.ofMinutes(80))));

    assertThat(check(NOW)).hasSize(1);
    assertThat(handover.putBack).containsExactly(grant);
    holdings.revokedBefore(ACCOUNT, ACCESS, before);
    check(NOW);
    assertThat(handover.putBack).hasSize(1);
  }

  @Test
  void anAccessRoleWithoutThePoliciesThatDenyIsTold() {
    assertThat(check(NOW)).isEmpty();

    holdings.role(
        ACCOUNT,
        ACCESS,
        role -> FakeAccountObserver.attached(role, "TidegateDenyFlows", "team/other"));

    assertThat(check(NOW))
        .extracting(one -> one.role() + ": " + one.what())
        .contains(
            "TidegateAccess: the access role lacks TidegateDenyIdentities, TidegateDenyOpenings:"
                + " its sessions may open access that goes on after the end. Update the stack of"
                + " the target account");
  }

  @Test
  void changedTrustAMissingBoundaryAMissingRoleAndAMissingTagAreTold() {
    holdings.role(
        ACCOUNT,
        "TidegateRevoker",
        role -> FakeAccountObserver.trusting(role, "new", "it trusts all"));
    holdings.role(ACCOUNT, ACCESS, role -> FakeAccountObserver.bounded(role, Optional.empty()));
    holdings.without(ACCOUNT, "TidegateAttacher");
    holdings.role(ACCOUNT, CI, role -> FakeAccountObserver.tagged(role, false));

    assertThat(check(NOW))
        .extracting(one -> one.role() + ": " + one.what())
        .containsExactlyInAnyOrder(
            "TidegateAttacher: the role does not exist",
            "TidegateRevoker: trust policy: it trusts all",
            "TidegateAccess: the access role has no permissions boundary",
            "orders-ci: not tagged tidegate:eligible: it cannot be given temporary policies");
  }

  @Test
  void anExternalIdThatALiveGrantHoldsAndARoleDoesNotAcceptIsTold() {
    String old = Samples.ORDERS_PROD.externalId();
    GrantId session = active(1);
    GrantId temporary = activeTemporary(2);
    holdings.put(ACCOUNT, CI, "Tidegate-" + temporary);
    accept("a-new-external-id");

    assertThat(externalIds())
        .filteredOn(what -> what.contains("does not accept"))
        .as("the revoker for both, the access role for the probe of the first")
        .hasSize(2)
        .anyMatch(what -> what.startsWith("TidegateAccess: ") && what.contains(session.text()))
        .anyMatch(what -> what.startsWith("TidegateRevoker: ") && what.contains("and 1 more were"))
        .allMatch(what -> what.contains("PreviousExternalId"))
        .noneMatch(what -> what.contains(old));
    accept("a-new-external-id", old);
    assertThat(externalIds()).as("the policy file does not have the new one yet").hasSize(4);
  }

  @Test
  void anExternalIdThatNobodyHoldsAnyMoreIsToldAndOneThatAGrantHoldsIsNot() {
    String old = Samples.ORDERS_PROD.externalId();
    Account renewed =
        new Account(
            Samples.ORDERS_PROD.name(),
            ACCOUNT,
            "aws",
            Samples.ORDERS_PROD.region(),
            "a-new-external-id",
            Samples.ORDERS_PROD.labels());
    policy =
        SamplePolicy.usual()
            .with(SamplePolicy.entitlement(SamplePolicy.READ, Samples.ACCESS_ROLE, renewed))
            .with(SamplePolicy.entitlement(SamplePolicy.DEPLOY, Samples.CI_ROLE, renewed))
            .load();
    accept("a-new-external-id", old);

    assertThat(externalIds())
        .hasSize(4)
        .allMatch(what -> what.contains("neither the policy file nor a live grant holds"))
        .noneMatch(what -> what.contains(old));
    active(1);
    assertThat(externalIds()).isEmpty();
    accept("a-new-external-id");
    assertThat(externalIds()).hasSize(2).allMatch(what -> what.contains("does not accept"));
  }

  private void accept(String... externalIds) {
    for (String role : List.of("TidegateRevoker", "TidegateAttacher", "TidegateObserver", ACCESS)) {
      holdings.role(ACCOUNT, role, known -> FakeAccountObserver.accepting(known, externalIds));
    }
  }

  private List<String> externalIds() {
    return check(NOW).stream()
        .filter(one -> one.what().contains("ExternalId"))
        .map(one -> one.role() + ": " + one.what())
        .toList();
  }

  private GrantId active(int n) {
    CaseScenario.active(Samples.id(n)).in(store);
    return GrantId.of(Samples.id(n));
  }

  @Test
  void whatChangedSinceItWasSeenLastIsToldOnceWithBothHashes() {
    check(NOW);
    holdings.put(ACCOUNT, ACCESS, "somebody-elses");

    assertThat(check(NOW))
        .containsExactly(
            new Difference(
                ACCOUNT,
                ACCESS,
                "",
                "inline policy somebody-elses, which is none of Tidegate's, was added"));
    AuditEvent changed =
        ledger.events().stream()
            .filter(event -> event.details().containsKey("part"))
            .reduce((_, last) -> last)
            .orElseThrow();
    assertThat(changed.type().word()).isEqualTo("audit.changed");
    assertThat(changed.details())
        .containsEntry("part", "role TidegateAccess: inline policy somebody-elses")
        .containsEntry("before", "none")
        .containsEntry("after", "hash of somebody-elses")
        .containsEntry(
            "sentence",
            "Account "
                + ACCOUNT
                + ", role TidegateAccess: inline policy somebody-elses, which is none of"
                + " Tidegate's, was added.");
    assertThat(check(NOW)).isEmpty();
  }

  @Test
  void aManagedPolicyOnAnAccessRoleOrAnEligibleOneIsToldByItsName() {
    String admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    check(NOW);
    holdings.attach(ACCOUNT, CI, admin);
    holdings.attach(ACCOUNT, ACCESS, admin);
    holdings.attach(ACCOUNT, "somebody-elses", admin);

    assertThat(check(NOW))
        .containsExactlyInAnyOrder(
            new Difference(ACCOUNT, CI, "", "managed policy " + admin + " was attached"),
            new Difference(ACCOUNT, ACCESS, "", "managed policy " + admin + " was attached"));
    assertThat(check(NOW)).as("once").isEmpty();
  }

  @Test
  void aRoleThatBecomesEligibleOrIsGoneIsOneChangeWhateverItHas() {
    policy =
        SamplePolicy.usual()
            .with(
                SamplePolicy.entitlement(
                    new Name("more"), new Target.ExistingRole("other-ci"), Samples.ORDERS_PROD))
            .load();
    holdings.role(ACCOUNT, "other-ci", role -> role);
    holdings.attach(ACCOUNT, "other-ci", "arn:aws:iam::aws:policy/ReadOnlyAccess");
    holdings.put(ACCOUNT, "other-ci", "own");
    check(NOW);
    holdings.role(ACCOUNT, "other-ci", role -> FakeAccountObserver.tagged(role, true));

    assertThat(check(NOW))
        .extracting(Difference::what)
        .containsExactly("it is there, or tagged tidegate:eligible, since the last check");
    holdings.without(ACCOUNT, "other-ci");
    assertThat(check(NOW))
        .extracting(Difference::what)
        .containsExactlyInAnyOrder(
            "the role does not exist", "it is gone, or no longer tagged tidegate:eligible");
  }

  @Test
  void whatWasSeenByAReleaseThatLookedAtOtherPartsIsNotCompared() {
    notes.see(ACCOUNT, Optional.empty(), Map.of("role TidegateAccess: managed policies", "hash"));

    assertThat(check(NOW)).isEmpty();
    assertThat(ledger.events().getFirst().details())
        .containsEntry("part", "the account, seen for the first time");
    holdings.put(ACCOUNT, ACCESS, "somebody-elses");
    assertThat(check(NOW)).hasSize(1);
  }

  @Test
  void eachFindingIsOneEventWithASentence() {
    check(NOW);
    holdings.put(ACCOUNT, "admin", "Tidegate-g-0000000000000007");
    holdings.attach(ACCOUNT, CI, "arn:aws:iam::aws:policy/AdministratorAccess");
    check(NOW);
    holdings.fails(ACCOUNT, new Fault(Fault.Kind.DENIED, "sts:AssumeRole of x: AccessDenied"));
    check(NOW);

    assertThat(ledger.events().stream().skip(2))
        .filteredOn(event -> !event.type().word().equals("audit.checked"))
        .extracting(event -> event.details().get("sentence"))
        .containsExactly(
            "Account "
                + ACCOUNT
                + ", policy Tidegate-g-0000000000000007 on role admin: there is no grant"
                + " g-0000000000000007; Tidegate may not remove it from this role.",
            "Account "
                + ACCOUNT
                + ", role orders-ci: managed policy arn:aws:iam::aws:policy/AdministratorAccess was"
                + " attached.",
            "Account " + ACCOUNT + ": not read: DENIED: sts:AssumeRole of x: AccessDenied.");
  }

  @Test
  void aDenyOnTheAccessRoleIsNoChangeOfIt() {
    check(NOW);
    revocationStanding(1);

    assertThat(check(NOW)).isEmpty();
  }

  @Test
  void anAccountThatThePolicyNoLongerNamesIsLookedAtWhileAGrantLivesThere() {
    GrantId grant = activeTemporary(1);
    holdings.put(ACCOUNT, CI, "Tidegate-" + grant);
    holdings.put(ACCOUNT, CI, "Tidegate-g-0000000000000007");
    policy =
        SamplePolicy.usual()
            .withoutEntitlement(SamplePolicy.READ)
            .withoutEntitlement(SamplePolicy.DEPLOY)
            .load();

    check(NOW);
    assertThat(handover.removals)
        .singleElement()
        .satisfies(removal -> assertThat(removal.witness()).contains(grant));
  }

  @Test
  void anAccountThatCannotBeReadIsToldWithTheKindOfFailure() {
    holdings.fails(ACCOUNT, new Fault(Fault.Kind.DENIED, "sts:AssumeRole of x: AccessDenied"));

    assertThat(check(NOW)).hasSize(1);
    assertThat(ledger.events().getFirst().type().word()).isEqualTo("audit.unreachable");
    assertThat(ledger.events().getFirst().details())
        .containsEntry("kind", "DENIED")
        .containsEntry("what", "sts:AssumeRole of x: AccessDenied");
    assertThat(summary().details()).containsEntry("unreachable", "1");
  }

  @Test
  void whatCannotBeHandedOverIsCountedAndTheCheckGoesOn() {
    holdings.put(ACCOUNT, ACCESS, "TidegateDeny-g-0000000000000008");
    handover.before =
        () -> {
          throw new Fault(Fault.Kind.BUSY, "no answer");
        };

    assertThat(run("a-run-of-tests", NOW).failed()).isEqualTo(1);
    assertThat(types()).endsWith("audit.checked");
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    assertThatThrownBy(() -> run("a b", NOW)).isInstanceOf(IllegalArgumentException.class);
  }

  private GrantId activeTemporary(int n) {
    CaseScenario.granted(
            Samples.submission(
                Samples.id(n),
                Samples.DAVE,
                Samples.ask(),
                Samples.CI_ROLE,
                Samples.allowed(),
                Samples.T0))
        .activated()
        .in(store);
    return GrantId.of(Samples.id(n));
  }

  private GrantId cut(int n, Revocation cut) {
    CaseScenario.active(Samples.id(n)).issued().revoked(Samples.SAM, "enough").ended(cut).in(store);
    return GrantId.of(Samples.id(n));
  }

  private void revocationStanding(int n) {
    GrantId grant = cut(n, new Revocation.Standing(Samples.T0.plus(Duration.ofMinutes(70))));
    holdings.cut(ACCOUNT, ACCESS, "TidegateDeny-" + grant, grant);
  }

  private StrayRemoval removal(String role, String policyName) {
    return new StrayRemoval("run-00000" + runs, ACCOUNT, role, policyName, Optional.empty());
  }

  private List<Difference> check(Instant now) {
    runs++;
    return run("run-00000" + runs, now).differences();
  }

  private CheckDrift.Report run(String id, Instant now) {
    return new CheckDrift(
            store,
            () -> policy,
            holdings,
            new PolicyClassifier(store, new FakeDocuments(), new FakePolicyDocumentReader()),
            ledger,
            notes,
            handover)
        .check(id, () -> LONG, now);
  }

  private AuditEvent summary() {
    return ledger.events().getLast();
  }

  private List<String> types() {
    List<String> types = new ArrayList<>();
    ledger.events().forEach(event -> types.add(event.type().word()));
    return types;
  }
}
