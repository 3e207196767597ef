package dev.tidegate.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.record.InMemoryAuditLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `end-grant` does with what `audit` asks it for: no more than it would do by itself.
class CorrectionsTest {
  private static final String ACCOUNT = Samples.ORDERS_PROD.id();
  private static final String CI = "orders-ci";
  private static final String RUN = "a-run-of-tests";
  private static final GrantId GRANT = GrantId.of(Samples.id(1));
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(30));

  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final InMemoryAuditLog ledger = new InMemoryAuditLog("end-grant");
  private final Roles roles = new Roles();
  private Policy policy = SamplePolicy.usual().load();

  @Test
  void aPolicyWithoutAGrantIsRemovedAndRecordedOnceHoweverOftenItIsAskedFor() {
    roles.there.add("Tidegate-" + GRANT);

    assertThat(remove("Tidegate-" + GRANT)).isEqualTo(new RemoveStray.Outcome.Removed(true));
    assertThat(remove("Tidegate-" + GRANT)).isEqualTo(new RemoveStray.Outcome.Removed(false));

    assertThat(roles.there).isEmpty();
    assertThat(roles.account).isEqualTo(Samples.ORDERS_PROD);
    assertThat(ledger.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.type().word()).isEqualTo("audit.removed");
              assertThat(event.details())
                  .containsEntry("account", ACCOUNT)
                  .containsEntry("role", CI)
                  .containsEntry("policy", "Tidegate-" + GRANT)
                  .containsEntry("why", "there is no grant " + GRANT)
                  .containsEntry("run", RUN);
            });
  }

  @Test
  void thePolicyOfALiveGrantStaysWhateverTheMessageSays() {
    roles.there.add("Tidegate-" + GRANT);
    CaseScenario live =
        CaseScenario.granted(
            Samples.submission(
                Samples.id(1),
                Samples.DAVE,
                Samples.ask(),
                Samples.CI_ROLE,
                Samples.allowed(),
                Samples.T0));
    live.in(store);
    assertThat(remove("Tidegate-" + GRANT)).isInstanceOf(RemoveStray.Outcome.Kept.class);
    store.commit(live.activated().changes().getLast());
    assertThat(remove("Tidegate-" + GRANT)).isInstanceOf(RemoveStray.Outcome.Kept.class);

    assertThat(roles.there).hasSize(1);
    assertThat(ledger.events()).isEmpty();
  }

  @Test
  void aTemporaryPolicyThatWasRewrittenIsRemovedAndItsGrantIsEndedFirst() {
    roles.there.add("Tidegate-" + GRANT);
    roles.says = "Allow * on *";
    CaseScenario.granted(
            Samples.submission(
                Samples.id(1),
                Samples.DAVE,
                Samples.ask(),
                Samples.CI_ROLE,
                Samples.allowed(),
                Samples.T0))
        .activated()
        .in(store);

    roles.fault = Optional.of(new Fault(Fault.Kind.BUSY, "no answer"));
    assertThatThrownBy(() -> remove("Tidegate-" + GRANT)).isInstanceOf(Fault.class);
    assertThat(store.load(Samples.id(1)).flatMap(AccessCase::grant))
        .containsInstanceOf(Grant.Ending.class);
    assertThat(store.history(Samples.id(1)).orElseThrow().events().getLast().details())
        .containsEntry("why", "rewritten")
        .containsEntry(
            "reason", "it was rewritten, and is not what its grant gives: it says Allow * on *");

    roles.fault = Optional.empty();
    assertThat(remove("Tidegate-" + GRANT))
        .as("from here on it is the usual ending that removes it")
        .isInstanceOf(RemoveStray.Outcome.Kept.class);
  }

  @Test
  void aRewrittenPolicyIsRecordedAsRemovedOnce() {
    roles.there.add("Tidegate-" + GRANT);
    roles.says = "Allow * on *";
    CaseScenario.granted(
            Samples.submission(
                Samples.id(1),
                Samples.DAVE,
                Samples.ask(),
                Samples.CI_ROLE,
                Samples.allowed(),
                Samples.T0))
        .activated()
        .in(store);

    assertThat(remove("Tidegate-" + GRANT)).isEqualTo(new RemoveStray.Outcome.Removed(true));
    assertThat(roles.there).isEmpty();
    assertThat(ledger.events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.details().get("why"))
                    .contains("Allow * on *")
                    .endsWith("its grant is ended"));
  }

  @Test
  void aDenyWhoseCutStandsStays() {
    roles.there.add("TidegateDeny-" + GRANT);
    ended(new Revocation.Standing(Samples.T0.plus(Duration.ofHours(1))));

    assertThat(remover().remove(asked("TidegateAccess", "TidegateDeny-" + GRANT), NOW))
        .isInstanceOf(RemoveStray.Outcome.Kept.class);
    assertThat(roles.there).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AdministratorAccess", "revoke", "tidegate-g-0000000000000007"})
  void aPolicyThatIsNoneOfTidegatesStays(String name) {
    roles.there.add(name);

    assertThat(remove(name)).isInstanceOf(RemoveStray.Outcome.Kept.class);
    assertThat(roles.there).containsExactly(name);
    assertThat(ledger.events()).isEmpty();
  }

  @Test
  void aRoleWideCutAndAReserveAreReadAgain() {
    roles.there.add("TidegateCut");
    roles.there.add("TidegateReserve");
    roles.before = Optional.of(NOW.minusSeconds(60));
    assertThat(remove("TidegateCut")).isInstanceOf(RemoveStray.Outcome.Kept.class);
    roles.there.add(InlinePolicyName.PackedRevocations.of(NOW.plusSeconds(60), "{}").text());
    assertThat(remove("TidegateReserve")).isInstanceOf(RemoveStray.Outcome.Kept.class);

    roles.before = Optional.of(NOW.minus(Duration.ofHours(2)));
    roles.there.removeIf(name -> name.startsWith("TidegateDenies-"));
    assertThat(remove("TidegateCut")).isInstanceOf(RemoveStray.Outcome.Removed.class);
    assertThat(remove("TidegateReserve")).isInstanceOf(RemoveStray.Outcome.Removed.class);
    assertThat(roles.there).isEmpty();
  }

  @Test
  void theAccountIsThePolicysOrAGrantsAndNeverTheMessages() {
    policy =
        SamplePolicy.usual()
            .withoutEntitlement(SamplePolicy.READ)
            .withoutEntitlement(SamplePolicy.DEPLOY)
            .load();
    String stray = "Tidegate-g-0000000000000007";
    roles.there.add(stray);
    assertThat(remove(stray)).isInstanceOf(RemoveStray.Outcome.NotRemoved.class);
    assertThat(ledger.events().getLast().type().word()).isEqualTo("audit.not-removed");

    CaseScenario.active(Samples.id(1)).in(store);
    StrayRemoval elsewhere = new StrayRemoval(RUN, "999999999999", CI, stray, Optional.of(GRANT));
    assertThat(remover().remove(elsewhere, NOW)).isInstanceOf(RemoveStray.Outcome.NotRemoved.class);
    StrayRemoval witnessed = new StrayRemoval(RUN, ACCOUNT, CI, stray, Optional.of(GRANT));
    assertThat(remover().remove(witnessed, NOW)).isEqualTo(new RemoveStray.Outcome.Removed(true));
  }

  @Test
  void whatAwsRefusesIsRecordedAndWhatDoesNotAnswerIsTriedAgain() {
    roles.fault = Optional.of(new Fault(Fault.Kind.DENIED, "no"));
    assertThat(remove("Tidegate-" + GRANT)).isInstanceOf(RemoveStray.Outcome.NotRemoved.class);
    assertThat(ledger.events().getLast().type().word()).isEqualTo("audit.not-removed");

    roles.fault = Optional.of(new Fault(Fault.Kind.BUSY, "no answer"));
    assertThatThrownBy(() -> remove("Tidegate-" + GRANT)).isInstanceOf(Fault.class);
  }

  @Test
  void aCutIsPutBackAndRecordedOnce() {
    ended(new Revocation.Standing(Samples.T0.plus(Duration.ofHours(1))));

    assertThat(putBack()).isEqualTo(RestoreRevocation.Outcome.PUT_BACK);
    assertThat(putBack()).isEqualTo(RestoreRevocation.Outcome.PUT_BACK);

    assertThat(roles.cuts).containsOnly("cut " + GRANT);
    assertThat(ledger.events())
        .singleElement()
        .satisfies(event -> assertThat(event.details()).containsEntry("grant", GRANT.text()));
  }

  @Test
  void aCutThatWasPackedStandsAsLongAsThePack() {
    ended(new Revocation.Standing(Samples.T0.plus(Duration.ofMinutes(40))));
    roles.result = new SessionRevoker.RevocationResult.Packed();

    assertThat(putBack()).isEqualTo(RestoreRevocation.Outcome.PUT_BACK);
    assertThat(((Grant.Ended) store.load(Samples.id(1)).orElseThrow().grant().orElseThrow()).cut())
        .isEqualTo(new Revocation.Standing(SessionRevoker.packedUntil(NOW)));
  }

  @Test
  void aRoleWideCutIsPutBackAsItWas() {
    Instant before = Samples.T0.plusSeconds(600);
    ended(new Revocation.RoleWide(before, Samples.T0.plus(Duration.ofHours(1))));

    assertThat(putBack()).isEqualTo(RestoreRevocation.Outcome.PUT_BACK);
    assertThat(roles.cuts).containsExactly("role-wide " + before);
  }

  @Test
  void whatNeedsNoCutGetsNone() {
    assertThat(putBack()).isEqualTo(RestoreRevocation.Outcome.NOT_NEEDED);
    CaseScenario live = CaseScenario.active(Samples.id(1));
    live.in(store);
    assertThat(putBack()).as("Active").isEqualTo(RestoreRevocation.Outcome.NOT_NEEDED);
    CaseScenario over = live.timeUp().ended(new Revocation.Standing(NOW));
    over.changes()
        .subList(live.changes().size(), over.changes().size())
        .forEach(change -> assertThat(store.commit(change)).isTrue());
    assertThat(putBack())
        .as("its sessions have expired")
        .isEqualTo(RestoreRevocation.Outcome.NOT_NEEDED);
    assertThat(roles.cuts).isEmpty();
  }

  @Test
  void aRoleWithoutRoomIsTold() {
    ended(new Revocation.Standing(Samples.T0.plus(Duration.ofHours(1))));
    roles.result = new SessionRevoker.RevocationResult.NoRoom();

    assertThat(putBack()).isEqualTo(RestoreRevocation.Outcome.NO_ROOM);
    assertThat(ledger.events()).isEmpty();
  }

  private void ended(Revocation cut) {
    CaseScenario.active(Samples.id(1)).issued().revoked(Samples.SAM, "enough").ended(cut).in(store);
  }

  private RestoreRevocation.Outcome putBack() {
    return new RestoreRevocation(store, roles, ledger).putBack(RUN, GRANT, NOW);
  }

  private RemoveStray.Outcome remove(String name) {
    return remover().remove(asked(CI, name), NOW);
  }

  private static StrayRemoval asked(String role, String name) {
    return new StrayRemoval(RUN, ACCOUNT, role, name, Optional.empty());
  }

  /// One role, as what ends grants sees it.
  private RemoveStray remover() {
    return new RemoveStray(
        store,
        () -> policy,
        roles,
        ledger,
        new PolicyClassifier(store, new FakeDocuments(), new FakePolicyDocumentReader()));
  }

  private static final class Roles implements StrayPolicies, SessionRevoker {
    private final Set<String> there = new TreeSet<>();
    private final List<String> cuts = new ArrayList<>();
    private Optional<Instant> before = Optional.empty();
    private Optional<Fault> fault = Optional.empty();
    private Account account = Samples.ORDERS_PROD;
    private RevocationResult result = new RevocationResult.Done();
    private String says = FakePolicyDocumentReader.RIGHT;

    @Override
    public Optional<String> document(Account of, String role, InlinePolicyName policy) {
      return there.contains(policy.text()) ? Optional.of(says) : Optional.empty();
    }

    @Override
    public Set<InlinePolicyName> names(Account of, String role) {
      return there.stream()
          .map(InlinePolicyName::parse)
          .flatMap(Optional::stream)
          .collect(Collectors.toSet());
    }

    @Override
    public Optional<Instant> revokesBefore(Account of, String role) {
      return before;
    }

    @Override
    public boolean remove(Account of, String role, InlinePolicyName policy) {
      fault.ifPresent(
          one -> {
            throw one;
          });
      account = of;
      return there.remove(policy.text());
    }

    @Override
    public RevocationResult cut(GrantTerms terms, Instant now) {
      cuts.add("cut " + terms.id());
      return result;
    }

    @Override
    public void revokeRoleWide(GrantTerms terms, Instant until) {
      cuts.add("role-wide " + until);
    }

    @Override
    public void removeRevocation(GrantTerms terms, Instant now) {
      throw new AssertionError("nothing is cleaned up here");
    }

    @Override
    public void removeRoleWideRevocation(GrantTerms terms, Instant until) {
      throw new AssertionError("nothing is cleaned up here");
    }

    @Override
    public void detach(GrantTerms terms) {
      throw new AssertionError("nothing is detached here");
    }
  }
}
