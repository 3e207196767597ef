package dev.tidegate.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.entitlement.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyClassifierTest {
  private static final String ACCOUNT = Samples.ORDERS_PROD.id();
  private static final String ACCESS = "TidegateAccess";
  private static final String CI = "orders-ci";
  private static final RequestId ID = Samples.id(1);
  private static final GrantId GRANT = GrantId.of(ID);
  private static final String DENY = "TidegateDeny-" + GRANT;
  private static final String TEMPORARY = "Tidegate-" + GRANT;
  private static final Instant NOW = Samples.T0.plus(Duration.ofMinutes(30));
  private static final Instant LATER = Samples.T0.plus(Duration.ofHours(9));

  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final PolicyClassifier judge =
      new PolicyClassifier(store, new FakeDocuments(), new FakePolicyDocumentReader());

  @Test
  void whatBelongsToNoGrantIsStray() {
    assertThat(at(ACCESS, DENY, NOW))
        .isEqualTo(new PolicyClassification.Stray("there is no grant " + GRANT));
    assertThat(at(CI, TEMPORARY, NOW)).isInstanceOf(PolicyClassification.Stray.class);
  }

  @Test
  void thePolicyOfAGrantThatWasJustMadeOrIsActiveIsNeverStray() {
    CaseScenario scheduled = CaseScenario.granted(temporary());
    scheduled.in(store);
    assertThat(at(CI, TEMPORARY, Samples.T0)).isEqualTo(new PolicyClassification.Fits());
    store.commit(scheduled.activated().changes().getLast());
    assertThat(at(CI, TEMPORARY, NOW)).isEqualTo(new PolicyClassification.Fits());
    assertThat(at(CI, TEMPORARY, LATER))
        .as("overdue: to be ended, and not to be removed")
        .isInstanceOf(PolicyClassification.Late.class);
  }

  @Test
  void aRequestThatWaitsForItsAnswerMayBecomeAGrantAnyMoment() {
    CaseScenario waiting = CaseScenario.submitted(ID);
    waiting.in(store);
    assertThat(at(CI, TEMPORARY, NOW)).isInstanceOf(PolicyClassification.Wrong.class);
    store.commit(waiting.denied(Samples.BOB, "no").changes().getLast());
    assertThat(at(CI, TEMPORARY, NOW)).isInstanceOf(PolicyClassification.Stray.class);
  }

  @Test
  void thePolicyOfAnActiveGrantIsStrayOnAnyRoleButItsOwn() {
    CaseScenario.granted(temporary()).activated().in(store);
    assertThat(at("admin", TEMPORARY, NOW)).isInstanceOf(PolicyClassification.Stray.class);
    assertThat(at(ACCESS, DENY, NOW)).isInstanceOf(PolicyClassification.Stray.class);
    assertThat(judge.of(sight("333333333333", CI, TEMPORARY), NOW))
        .isInstanceOf(PolicyClassification.Stray.class);
    assertThat(at(CI, TEMPORARY, NOW)).isEqualTo(new PolicyClassification.Fits());
  }

  @Test
  void aTemporaryPolicyOfAnEndedGrantIsStrayOnceNothingCanBeUnderWay() {
    CaseScenario ended =
        CaseScenario.granted(temporary()).activated().timeUp().ended(new Revocation.Nothing());
    ended.in(store);
    Instant at = ended.changes().getLast().at();
    assertThat(at(CI, TEMPORARY, at.plus(PolicyClassifier.LATE)))
        .isEqualTo(new PolicyClassification.Fits());
    assertThat(at(CI, TEMPORARY, at.plus(PolicyClassifier.LATE).plusSeconds(1)))
        .isInstanceOf(PolicyClassification.Stray.class);
  }

  @Test
  void aDenyStandsAsLongAsItsCutAndThenIsCleanedUpByTheUsualWay() {
    Instant until = Samples.T0.plus(Duration.ofHours(2));
    CaseScenario ended =
        CaseScenario.active(ID)
            .issued()
            .revoked(Samples.SAM, "x")
            .ended(new Revocation.Standing(until));
    ended.in(store);
    assertThat(at(ACCESS, DENY, until.plus(PolicyClassifier.LATE)))
        .isEqualTo(new PolicyClassification.Fits());
    assertThat(at(ACCESS, DENY, until.plus(PolicyClassifier.LATE).plusSeconds(1)))
        .isInstanceOf(PolicyClassification.Late.class);
    assertThat(at("TidegateAccess-other", DENY, NOW))
        .isInstanceOf(PolicyClassification.Stray.class);
    store.commit(ended.cleaned().changes().getLast());
    assertThat(at(ACCESS, DENY, LATER)).isInstanceOf(PolicyClassification.Stray.class);
  }

  @Test
  void aDenyOfAGrantThatHasNotEndedIsToldAndLeft() {
    CaseScenario.active(ID).in(store);
    assertThat(at(ACCESS, DENY, NOW)).isInstanceOf(PolicyClassification.Wrong.class);
    assertThat(at(ACCESS, DENY, Samples.T0.plus(Duration.ofMinutes(62))))
        .as("its time is over: it is being ended")
        .isEqualTo(new PolicyClassification.Fits());
  }

  @Test
  void aGrantThatHasBeenEndingForLongIsLate() {
    CaseScenario.active(ID).issued().revoked(Samples.SAM, "x").in(store);
    assertThat(at(ACCESS, DENY, Samples.T0.plusSeconds(300)))
        .isEqualTo(new PolicyClassification.Fits());
    assertThat(at(ACCESS, DENY, NOW)).isInstanceOf(PolicyClassification.Late.class);
  }

  @Test
  void aPackIsStrayAfterItsTimeAndToldWhenTidegateCannotHaveMadeIt() {
    assertThat(at(ACCESS, pack(NOW.minusSeconds(601), "{}"), NOW))
        .isInstanceOf(PolicyClassification.Stray.class);
    assertThat(at(ACCESS, pack(NOW.minusSeconds(600), "{}"), NOW))
        .isEqualTo(new PolicyClassification.Fits());
    assertThat(at(ACCESS, pack(NOW.plus(Duration.ofDays(9)), "{}"), NOW))
        .isInstanceOf(PolicyClassification.Wrong.class);
  }

  @Test
  void theReserveGoesWithTheLastPack() {
    String pack = pack(NOW.plusSeconds(60), "{}");
    assertThat(
            judge.of(
                new ObservedPolicy(
                    ACCOUNT,
                    ACCESS,
                    name("TidegateReserve"),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(name(pack))),
                NOW))
        .isEqualTo(new PolicyClassification.Fits());
    assertThat(at(ACCESS, "TidegateReserve", NOW)).isInstanceOf(PolicyClassification.Stray.class);
  }

  @Test
  void aRoleWideCutIsToldWhileItStandsAndStrayAfterIt() {
    Instant before = NOW.minus(Duration.ofHours(2));
    assertThat(wide(Optional.of(before))).isInstanceOf(PolicyClassification.Stray.class);
    assertThat(wide(Optional.of(NOW.minusSeconds(60))))
        .isInstanceOf(PolicyClassification.Wrong.class);
    assertThat(wide(Optional.empty())).isInstanceOf(PolicyClassification.Wrong.class);
    assertThat(wide(Optional.of(NOW.plus(Duration.ofDays(1)))))
        .isInstanceOf(PolicyClassification.Wrong.class);
  }

  @Test
  void aTemporaryPolicyHasToSayWhatItsGrantGives() {
    Submission submission = temporary();
    CaseScenario scheduled = CaseScenario.granted(submission);
    scheduled.in(store);
    String given =
        new FakeDocuments()
            .temporary(submission.permissions(), Samples.T0.plus(Samples.ONE_HOUR.length()));
    assertThat(says(CI, TEMPORARY, given)).isEqualTo(new PolicyClassification.Fits());
    assertThat(says(CI, TEMPORARY, "Allow * on *"))
        .isEqualTo(
            new PolicyClassification.Rewritten(
                GRANT, "it was rewritten, and is not what its grant gives: it says Allow * on *"));
    store.commit(scheduled.activated().changes().getLast());
    assertThat(says(CI, TEMPORARY, given)).isEqualTo(new PolicyClassification.Fits());
    assertThat(says(CI, TEMPORARY, given + "s")).isInstanceOf(PolicyClassification.Rewritten.class);
  }

  @Test
  void aDenyThatSaysSomethingElseIsStrayUnlessItIsWrittenOver() {
    CaseScenario active = CaseScenario.active(ID).issued();
    active.in(store);
    assertThat(says(ACCESS, DENY, "Allow * on *"))
        .isEqualTo(
            new PolicyClassification.Stray(
                "it was rewritten, and cuts nothing: it says Allow * on *"));
    for (CaseChange change :
        active.revoked(Samples.SAM, "x").ended(new Revocation.Standing(LATER)).changes().stream()
            .skip(active.changes().size())
            .toList()) {
      store.commit(change);
    }
    assertThat(says(ACCESS, DENY, "Allow * on *"))
        .as("put back under its name, not removed")
        .isEqualTo(new PolicyClassification.Fits());
  }

  @Test
  void aPackAReserveAndARoleWideCutThatSaySomethingElseAreTold() {
    String pack = pack(NOW.plusSeconds(60), "{}");
    assertThat(says(ACCESS, pack, "Allow * on *")).isInstanceOf(PolicyClassification.Stray.class);
    assertThat(says(ACCESS, "TidegateReserve", "Allow * on *"))
        .isInstanceOf(PolicyClassification.Stray.class);
    assertThat(says(ACCESS, "TidegateCut", "Allow * on *"))
        .isEqualTo(
            new PolicyClassification.Wrong(
                "it was rewritten, and cuts nothing: it says Allow * on *"));
  }

  private PolicyClassification says(String role, String policy, String document) {
    return judge.of(
        new ObservedPolicy(
            ACCOUNT, role, name(policy), Optional.of(document), Optional.empty(), Set.of()),
        NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Tidegate-observe", "TidegateDeny-", "TidegateDeny-g-1", "TidegateDenies-x"})
  void aNameThatTidegateDoesNotGiveIsToldAndLeft(String name) {
    assertThat(at(ACCESS, name, NOW)).isInstanceOf(PolicyClassification.Wrong.class);
  }

  private PolicyClassification wide(Optional<Instant> before) {
    return judge.of(
        new ObservedPolicy(
            ACCOUNT, ACCESS, name("TidegateCut"), Optional.empty(), before, Set.of()),
        NOW);
  }

  private PolicyClassification at(String role, String policy, Instant now) {
    return judge.of(sight(ACCOUNT, role, policy), now);
  }

  private static ObservedPolicy sight(String account, String role, String policy) {
    return new ObservedPolicy(
        account,
        role,
        name(policy),
        Optional.of(FakePolicyDocumentReader.RIGHT),
        Optional.empty(),
        Set.of(name(policy)));
  }

  private static InlinePolicyName name(String policy) {
    return InlinePolicyName.parse(policy).orElseThrow();
  }

  private static String pack(Instant until, String document) {
    return InlinePolicyName.PackedRevocations.of(until, document).text();
  }

  private static Submission temporary() {
    Target ci = new Target.ExistingRole(CI);
    return Samples.submission(ID, Samples.DAVE, Samples.ask(), ci, Samples.allowed(), Samples.T0);
  }
}
