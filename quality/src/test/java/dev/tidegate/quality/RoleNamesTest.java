package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.TidegateRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The names of Tidegate's roles stand in three places that cannot see each other: here they are
/// held to be the same.
class RoleNamesTest {
  private static final String TARGET =
      Repository.text("infrastructure/target-account/template.yaml").orElseThrow();
  private static final String BROKER = Repository.text("template.yaml").orElseThrow();

  @ParameterizedTest
  @EnumSource
  void eachRoleIsMadeInTheTargetAccountAndAssumedByItsFunctionAlone(TidegateRole role) {
    assertThat(TARGET).containsOnlyOnce("RoleName: " + role.roleName() + "\n");
    assertThat(BROKER).containsOnlyOnce(":role/" + role.roleName() + "*");
    assertThat(BROKER)
        .containsOnlyOnce("RoleName: !Sub \"${AWS::StackName}-" + role.function() + "\"\n");
  }

  /// `TidegateForwarder` is for EventBridge, which hands CloudTrail's events over: no function
  /// assumes it.
  @Test
  void theTargetAccountMakesNoOtherRoleOfTheBrokers() {
    List<String> names = new ArrayList<>(List.of("TidegateForwarder"));
    for (TidegateRole role : TidegateRole.values()) {
      names.add(role.roleName());
    }
    assertThat(
            TARGET
                .lines()
                .filter(line -> line.matches(" +RoleName: Tidegate.*"))
                .map(line -> line.replaceFirst(" +RoleName: ", "")))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void accessRolesBeginWithWhatTheBrokerMayAssume() {
    assertThat(BROKER).containsOnlyOnce("iam::*:role/" + TidegateRole.ACCESS_PREFIX + "*\"\n");
    assertThat(TARGET).contains("Default: " + TidegateRole.ACCESS_PREFIX + "\n");
    assertThat(TidegateRole.isAccess("TidegateAccess-orders")).isTrue();
    assertThat(TidegateRole.isAccess("TidegateRevoker")).isFalse();
  }
}
