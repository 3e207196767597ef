package dev.tidegate.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.adapters.lambda.Env;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompositionTest {
  private static final Map<String, String> ALL =
      Map.of(
          "AWS_REGION", "eu-central-1",
          "TIDEGATE_TABLE", "t-table",
          "TIDEGATE_WATCH_TABLE", "t-watch",
          "TIDEGATE_LEDGER_TABLE", "t-ledger",
          "TIDEGATE_SECURITY_GROUP", "security",
          "TIDEGATE_ADMIN_GROUP", "admins");

  @Test
  void nothingIsReadOrMadeBeforeItIsAskedFor() {
    Composition empty = new Composition("requests", new Env(Map.of()));

    assertThatCode(
            () -> {
              empty.clock();
              empty.log();
              empty.metrics();
              empty.prime();
            })
        .doesNotThrowAnyException();
    assertThatThrownBy(empty::aws).hasMessage("the environment variable AWS_REGION is not set");
    assertThatThrownBy(empty::dynamo).hasMessage("the environment variable AWS_REGION is not set");
  }

  @Test
  void thereIsOneClient() {
    Composition composition = new Composition("requests", new Env(ALL));

    assertThat(composition.dynamo()).isSameAs(composition.dynamo());
    assertThat(composition.aws()).isSameAs(composition.aws());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TIDEGATE_TABLE", "TIDEGATE_WATCH_TABLE", "TIDEGATE_LEDGER_TABLE"})
  void casesTakeThreeTablesAndAMissingOneIsNamed(String missing) {
    assertThatCode(() -> new Composition("requests", new Env(ALL)).cases())
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> without(missing).cases())
        .hasMessage("the environment variable " + missing + " is not set");
  }

  @Test
  void thePolicyTheRecordAndSingleCasesTakeNoWatchTable() {
    Composition composition = without("TIDEGATE_WATCH_TABLE");

    assertThatCode(
            () -> {
              composition.singleCases();
              composition.policies();
              composition.policyVersions();
              composition.auditLog();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void groupsAreNamedByTheEnvironment() {
    Composition composition = new Composition("requests", new Env(ALL));

    assertThat(composition.securityGroup().name()).isEqualTo("security");
    assertThat(composition.adminGroup().name()).isEqualTo("admins");
    assertThatThrownBy(() -> without("TIDEGATE_SECURITY_GROUP").visibility())
        .hasMessageContaining("TIDEGATE_SECURITY_GROUP");
  }

  @Test
  void itPrimesOnlyAFunctionThatIsPreparedAheadOfItsCalls() {
    AtomicInteger primed = new AtomicInteger();
    new Composition("requests", new Env(ALL)).prime(primed::incrementAndGet);
    assertThat(primed).hasValue(0);

    Map<String, String> ahead = new HashMap<>(ALL);
    ahead.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    new Composition("requests", new Env(ahead)).prime(primed::incrementAndGet);
    assertThat(primed).hasValue(1);
  }

  private static Composition without(String name) {
    Map<String, String> rest = new HashMap<>(ALL);
    rest.remove(name);
    return new Composition("requests", new Env(rest));
  }
}
