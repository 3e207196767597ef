package dev.tidegate.policytools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.policyfile.CompactPolicy;
import dev.tidegate.adapters.policyfile.RandomPolicies;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.policy.Policy;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Random policies against others that are equal, and that are not.
class RandomDiffTest {
  @Test
  void equalPoliciesDifferInNothingAndWithoutItsRulesOneDiffersWhenItGaveAnything() {
    long seed = ThreadLocalRandom.current().nextLong();
    CompactPolicy compact = new CompactPolicy();
    int gave = 0;
    for (int i = 0; i < 300; i++) {
      Policy policy = new RandomPolicies(seed + i).policy();
      Policy equal = compact.read(compact.write(policy).orElseThrow(), policy.hash()).orElseThrow();
      KnownPeople people = KnownPeople.ofGroups(policy);

      assertThat(PolicyDiff.between(policy, equal, people)).as("seed %s", seed + i).isEmpty();
      boolean gives =
          people.people().stream()
              .anyMatch(
                  person ->
                      policy.entitlements().stream()
                          .anyMatch(one -> !AccessPath.of(policy, person, one).isEmpty()));
      assertThat(PolicyDiff.between(policy, withoutRules(policy), people).isEmpty())
          .as("seed %s", seed + i)
          .isEqualTo(!gives);
      gave += gives ? 1 : 0;
    }
    assertThat(gave).isGreaterThan(100);
  }

  private static Policy withoutRules(Policy policy) {
    return new Policy(
        policy.hash(),
        policy.accounts().stream().collect(Collectors.toMap(Account::name, Function.identity())),
        policy.entitlements().stream()
            .collect(Collectors.toMap(Entitlement::name, Function.identity())),
        List.of());
  }
}
