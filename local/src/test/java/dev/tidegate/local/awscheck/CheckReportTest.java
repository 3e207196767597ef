package dev.tidegate.local.awscheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.local.awscheck.checks.Untriable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// What is pasted into an issue, and the exit code.
class CheckReportTest {
  private static final CheckedAccount ACCOUNT =
      new CheckedAccount(
          "123456789012",
          Region.EU_CENTRAL_1,
          AnonymousCredentialsProvider.create(),
          Optional.empty(),
          "abc123");

  private static CheckReport report(CheckResult... verdicts) {
    CheckReport report = new CheckReport(ACCOUNT);
    for (CheckResult verdict : verdicts) {
      report.add(new Untriable("a-check", "It holds.", ""), verdict);
    }
    return report;
  }

  @Test
  void aCheckThatDiffersIsToldFirstAndGivesAnotherExitCode() {
    CheckReport report =
        report(
            new CheckResult.NotTried("no trail"),
            new CheckResult.AsAssumed("5 ms"),
            new CheckResult.Differs("refused"));
    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(report.markdown().lines().skip(4))
        .containsExactly(
            "| `a-check` | It holds. | **differs** | refused |",
            "| `a-check` | It holds. | as assumed | 5 ms |",
            "| `a-check` | It holds. | could not be tried | no trail |");
  }

  @Test
  void whatCouldNotBeTriedIsNoDifference() {
    assertThat(
            report(new CheckResult.NotTried("no trail"), new CheckResult.AsAssumed("5 ms"))
                .exitCode())
        .isZero();
  }

  @Test
  void nobodyLearnsTheAccountOrAKeyFromIt() {
    String told =
        report(
                new CheckResult.Differs(
                    "arn:aws:iam::123456789012:role/tg-check-abc123 in 210987654321 by"
                        + " ASIAIOSFODNN7EXAMPLE of AROAEXAMPLEID12345 with "
                        + "IQoJb3JpZ2luX2VjE".repeat(8)))
            .markdown();
    assertThat(told)
        .contains("role/tg-check-<run> in <account> by <key> of <key> with <long text>")
        .doesNotContain("123456789012", "210987654321", "abc123", "ASIA", "AROA", "IQoJ");
  }

  @Test
  void aCellIsOneLineWithoutBars() {
    assertThat(report().plain("a\n | b")).isEqualTo("a \\| b");
  }

  @Test
  void everyCheckHasANameOfItsOwnAndCanBeAskedForAlone() {
    List<String> names = Checks.named(List.of()).stream().map(Check::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z-]+"));
    assertThat(Checks.named(List.of("object-lock")))
        .extracting(Check::name)
        .containsExactly("object-lock");
    assertThatThrownBy(() -> Checks.named(List.of("object-luck")))
        .isInstanceOf(AwsCheckException.class)
        .hasMessageContaining("object-lock");
  }
}
