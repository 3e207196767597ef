package dev.tidegate.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.grant.SessionRevoker.RevocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// More Denies than a role has room for, each in a policy of its own: they are packed, and no
/// session that was cut is let in again, whatever goes wrong on the way.
class ManyRevocationsTest {
  private static final String ROLE = "TidegateAccess";
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  private final FakeIam iam = new FakeIam();
  private final IamSessionRevoker revoker = new IamSessionRevoker(new FakeSts(), iam, _ -> {});
  private final Map<Integer, Instant> cut = new LinkedHashMap<>();

  @BeforeEach
  void role() {
    iam.role(ROLE);
    iam.afterChange = this::everyRevocationStands;
  }

  @Test
  void threeHundredRevocationsOfOneRoleCutNobodyElseAndNoneIsLiftedOnTheWay() {
    for (int number = 0; number < 300; number++) {
      assertThat(cut(number, NOW.plusSeconds(number))).isNotEqualTo(new RevocationResult.NoRoom());
    }

    assertThat(iam.policies(ROLE))
        .doesNotContainKey(new InlinePolicyName.RoleWideRevocation().text());
    assertThat(iam.policies(ROLE).keySet().stream().filter(RoleNames::pack)).hasSizeGreaterThan(3);
    assertThat(RoleNames.denied(iam.policies(ROLE))).hasSize(300);
  }

  @Test
  void fiveHundredRevocationsOfOneRoleWithinAnHourWorkAndNeedFewRoleWideCuts() {
    int roleWide = 0;
    for (int number = 0; number < 500; number++) {
      Instant now = NOW.plusMillis(7200L * number);
      if (cut(number, now) instanceof RevocationResult.NoRoom) {
        revoker.revokeRoleWide(Given.session(number), now.plusSeconds(61));
        roleWide++;
      }
    }

    assertThat(roleWide).isEqualTo(1);
    assertThat(iam.policies(ROLE)).containsKey(new InlinePolicyName.RoleWideRevocation().text());
  }

  @Test
  void aFailureOfAnyCallLiftsNothingAndTheNextTrySucceeds() {
    int full = fill();
    int calls = callsOf(full);
    for (int at = 0; at < calls; at++) {
      iam.role(ROLE);
      cut.clear();
      fill();
      strike(at, () -> iam.beforeCall = () -> {}, true);
      assertThatThrownBy(() -> cut(full, NOW)).isInstanceOf(RuntimeException.class);
      iam.beforeCall = () -> {};
      assertThat(cut(full, NOW)).isNotEqualTo(new RevocationResult.NoRoom());
      everyRevocationStands();
      assertThat(RoleNames.denied(iam.policies(ROLE))).hasSize(full + 1);
    }
  }

  @Test
  void twoThatPackAtOnceLoseNothingWhereverTheyMeet() {
    int full = fill();
    int calls = callsOf(full);
    for (int at = 0; at < calls; at++) {
      iam.role(ROLE);
      cut.clear();
      fill();
      strike(
          at,
          () -> assertThat(cut(full + 1, NOW)).isNotEqualTo(new RevocationResult.NoRoom()),
          false);

      assertThat(cut(full, NOW)).isNotEqualTo(new RevocationResult.NoRoom());

      iam.beforeCall = () -> {};
      everyRevocationStands();
      assertThat(RoleNames.denied(iam.policies(ROLE))).hasSize(full + 2);
    }
  }

  @Test
  void theSameGrantCutTwiceAtOnceLosesNothingWhereverTheyMeet() {
    int full = fill();
    int calls = callsOf(full);
    for (int at = 0; at < calls; at++) {
      iam.role(ROLE);
      cut.clear();
      fill();
      strike(at, () -> cut(full, NOW), false);

      cut(full, NOW);

      iam.beforeCall = () -> {};
      everyRevocationStands();
      assertThat(RoleNames.denied(iam.policies(ROLE))).hasSize(full + 1);
    }
  }

  @Test
  void aPackIsRemovedWhenNoSessionThatItCutsCanBeLeftAndNotBefore() {
    int full = fill();
    assertThat(cut(full, NOW)).isEqualTo(new RevocationResult.Packed());
    Instant over = SessionRevoker.packedUntil(NOW);
    assertThat(over).isAfter(NOW.plus(Duration.ofMinutes(64)));

    revoker.removeRevocation(Given.session(3), over.minusSeconds(1));
    assertThat(RoleNames.denied(iam.policies(ROLE))).hasSize(full + 1);

    cut.clear();
    revoker.removeRevocation(Given.session(full), over);
    assertThat(iam.policies(ROLE)).isEmpty();
  }

  @Test
  void aRoleWideCutTakesThePlaceOfThePacksThatItCoversAndOfNoOthers() {
    int full = fill();
    cut(full, NOW);
    int next = full + 1;
    while (cut(next, NOW.plusSeconds(600)) instanceof RevocationResult.Done) {
      next++;
    }
    iam.fill(ROLE, 0);
    assertThat(packs()).isEqualTo(2);

    revoker.revokeRoleWide(Given.session(0), NOW.plusSeconds(601));

    assertThat(packs()).isEqualTo(1);
    assertThat(iam.policies(ROLE)).containsKey(new InlinePolicyName.RoleWideRevocation().text());
  }

  @Test
  void thereIsRoomForARoleWideCutWhenThereIsNoneForOneGrantMore() {
    int number = 0;
    while (!(cut(number, NOW.plusSeconds(number)) instanceof RevocationResult.NoRoom)) {
      number++;
    }

    revoker.revokeRoleWide(Given.session(number), NOW.plusSeconds(number));

    assertThat(iam.policies(ROLE)).containsKey(new InlinePolicyName.RoleWideRevocation().text());
    assertThat(number).isGreaterThan(300);
  }

  private long packs() {
    return iam.policies(ROLE).keySet().stream().filter(RoleNames::pack).count();
  }

  private RevocationResult cut(int number, Instant now) {
    RevocationResult result = revoker.cut(Given.session(number), now);
    if (!(result instanceof RevocationResult.NoRoom)) {
      cut.put(number, now);
    }
    return result;
  }

  /// Cuts as many grants as there is room for with a Deny of its own for each.
  private int fill() {
    int number = 0;
    int size = RevocationDocuments.grant(Given.grant(0)).length();
    while ((number + 1) * size <= FakeIam.ROOM) {
      assertThat(cut(number, NOW)).isEqualTo(new RevocationResult.Done());
      number++;
    }
    return number;
  }

  private int callsOf(int number) {
    int before = iam.calls.size();
    assertThat(cut(number, NOW)).isEqualTo(new RevocationResult.Packed());
    return iam.calls.size() - before;
  }

  /// Does something before the call that is `at` from here, counted from 0, once.
  private void strike(int at, Runnable what, boolean fail) {
    AtomicInteger seen = new AtomicInteger();
    iam.beforeCall =
        () -> {
          if (seen.getAndIncrement() == at) {
            what.run();
            if (fail) {
              throw new IllegalStateException("struck at " + at);
            }
          }
        };
  }

  private void everyRevocationStands() {
    Set<GrantId> denied = RoleNames.denied(iam.policies(ROLE));
    Instant roleWide =
        Optional.ofNullable(
                iam.policies(ROLE).get(new InlinePolicyName.RoleWideRevocation().text()))
            .flatMap(RevocationDocuments::before)
            .orElse(Instant.MIN);
    cut.forEach(
        (number, at) ->
            assertThat(
                    denied.contains(Given.grant(number))
                        || at.plus(SessionRecord.MARGIN).isBefore(roleWide))
                .as(number + ", cut at " + at)
                .isTrue());
  }
}
