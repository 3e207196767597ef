package dev.tidegate.policytools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Reason;
import dev.tidegate.core.policy.ReasonText;
import dev.tidegate.core.principal.CallContext;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.policytools.file.PolicyTestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The worked example does what its own tests say, and the tools say of it what they should.
class CompanyExampleTest {
  private static final Path FOLDER = Path.of("..", "docs/examples/company");

  static List<PolicyTestCase> cases() throws IOException {
    return people().cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsItsTestsSay(PolicyTestCase one) throws IOException {
    assertThat(one.run(policy(text())).differences()).isEmpty();
  }

  @Test
  void hasTwentyAccountsAndNoLint() throws IOException {
    Policy policy = policy(text());

    assertThat(policy.accounts()).hasSize(20);
    assertThat(new Lint(people().people(), _ -> KnownActions.Answer.KNOWN, _ -> 0).of(policy))
        .allSatisfy(
            issue -> {
              assertThat(issue.code()).isEqualTo(Lint.Code.WHAT_REMAINS);
              assertThat(issue.name()).isEqualTo(new Name("platform-deploy-hotfix"));
            })
        .extracting(Lint.Issue::value)
        .containsExactly("lambda:UpdateFunctionCode", "lambda:UpdateAlias", "lambda:GetFunction");
  }

  @Test
  void tellsWhoCanGetSomethingAndWithWhom() throws IOException {
    Policy policy = policy(text());

    assertThat(
            WhoCan.get(
                policy,
                policy.entitlement(new Name("orders-requeue.orders-prod")).orElseThrow(),
                people().people()))
        .extracting(
            entry ->
                entry.person().label()
                    + " "
                    + entry.way()
                    + " "
                    + entry.approvers().stream().map(WhoCan.Helpers::people).toList()
                    + (entry.stuck() ? " stuck" : ""))
        .containsExactly(
            "ines approved by 1 of orders-leads and 1 of security, at most 1h, for incident or"
                + " hotfix, with a ticket that matches OPS-[0-9]+; a sign-in with a second factor"
                + " at most 4h ago; not for hotfix: all day from 12-20 to 01-06 in Europe/Berlin"
                + " (christmas-freeze) [[kim, lou], [sam, uli]]",
            "ines without approval, at most 30m, for incident, with a ticket that matches"
                + " OPS-[0-9]+; a sign-in with a second factor at most 4h ago; being on call by the"
                + " rota orders; breaking the glass, which security reviews afterwards []",
            "jan approved by 1 of orders-leads and 1 of security, at most 1h, for incident or"
                + " hotfix, with a ticket that matches OPS-[0-9]+; a sign-in with a second factor"
                + " at most 4h ago; not for hotfix: all day from 12-20 to 01-06 in Europe/Berlin"
                + " (christmas-freeze) [[kim, lou], [sam, uli]]",
            "jan without approval, at most 30m, for incident, with a ticket that matches"
                + " OPS-[0-9]+; a sign-in with a second factor at most 4h ago; being on call by the"
                + " rota orders; breaking the glass, which security reviews afterwards []",
            "kim without approval, at most 30m, for incident, with a ticket that matches"
                + " OPS-[0-9]+; a sign-in with a second factor at most 4h ago; being on call by the"
                + " rota orders; breaking the glass, which security reviews afterwards []",
            "lou without approval, at most 30m, for incident, with a ticket that matches"
                + " OPS-[0-9]+; a sign-in with a second factor at most 4h ago; being on call by the"
                + " rota orders; breaking the glass, which security reviews afterwards []");
  }

  @Test
  void differsFromItselfInNothingHoweverItIsWritten() throws IOException {
    String renamed =
        text().replace("name: orders-requeue", "name: another-name").replace("# On call.", "");

    assertThat(PolicyDiff.between(policy(text()), policy(renamed), people().people())).isEmpty();
  }

  @Test
  void aDenyAtTimesThatIsForAnotherUseIsTold() throws IOException {
    String stricter =
        text().replace("uses: [hotfix, performance, verification]", "uses: [hotfix, incident]");

    assertThat(PolicyDiff.between(policy(text()), policy(stricter), people().people()))
        .extracting(PolicyDiff.Change::text)
        .anyMatch(text -> text.contains("orders-requeue") && text.endsWith(": ines, jan"));
  }

  @Test
  void aChangeIsToldByThePeopleItIsFor() throws IOException {
    String wider =
        text()
            .replace(
                "entitlements: [orders-sandbox]\n    approval: none",
                "entitlements: [orders-sandbox, orders-requeue]\n    approval: none")
            .replace(
                "groups: [billing-dev]\n    entitlements: [billing-export]",
                "groups: [billing-leads]\n    entitlements: [billing-export]");

    assertThat(PolicyDiff.between(policy(text()), policy(wider), people().people()))
        .extracting(PolicyDiff.Change::text)
        .contains(
            "mia loses billing-export (before: approved by 1 of billing-leads, at most 2h, for"
                + " incident or verification, with a ticket that matches (OPS|FIN)-[0-9]+; a call"
                + " from 203.0.113.0/24)",
            "noa gains billing-export approved by 1 of billing-leads, at most 2h, for incident or"
                + " verification, with a ticket that matches (OPS|FIN)-[0-9]+; a call from"
                + " 203.0.113.0/24")
        .anyMatch(
            text ->
                text.startsWith(
                        "2 people get orders-requeue.orders-prod and orders-requeue.orders-prod-eu"
                            + " and orders-requeue.orders-prod-us otherwise: now without approval,"
                            + " at most 1h")
                    && text.endsWith(": ines, jan"));
  }

  /// Whatever a rule says, and for whomever.
  @Test
  void noRuleUndercutsTheGuardrail() throws IOException {
    String text =
        text()
            .replace(
                "rules:\n",
                "rules:\n  - {name: quick, groups: [\"*\"], entitlements: [platform-deploy-hotfix],"
                    + " approval: none}\n");
    Policy quick = policy(text);
    Principal ole = person("ole");
    RequestedAccess requested =
        new RequestedAccess(
            new Name("platform-deploy-hotfix"),
            new TreeMap<>(),
            AccessDuration.parse("1h").orElseThrow(),
            Use.HOTFIX,
            Optional.empty(),
            "why");
    Instant now = Instant.parse("2026-03-02T10:00:00Z");
    Principal signedIn =
        ole.in(
            new CallContext(
                now, true, Optional.of(now), Optional.empty(), Collections.emptySortedMap()));

    assertThat(quick.decide(ole, requested, now))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused ->
                assertThat(refused.grounds().reasons())
                    .filteredOn(reason -> reason.kind().equals("mfa"))
                    .extracting(Reason::rule, Reason::met, ReasonText::of)
                    .contains(
                        tuple(
                            new Name("deploys-with-security"),
                            false,
                            "mfa: a sign-in with a second factor at most 4h ago expected; sign in"
                                + " again: tidegate login --mfa (a guardrail)")));
    assertThat(quick.decide(signedIn, requested, now))
        .isInstanceOfSatisfying(
            Decision.NeedsApproval.class,
            needs -> {
              assertThat(needs.approvals()).extracting(Object::toString).hasSize(1);
              assertThat(needs.approvals().getFirst().groups())
                  .containsExactly(new Group("security"));
              assertThat(needs.grounds().reasons())
                  .filteredOn(reason -> reason.kind().equals("approval"))
                  .extracting(Reason::rule, Reason::met, ReasonText::of)
                  .contains(
                      tuple(
                          new Name("deploys-with-security"),
                          true,
                          "1 of security must approve, whatever the rule says (a guardrail)"));
            });
    assertThat(PolicyDiff.between(policy(text()), quick, people().people()))
        .extracting(PolicyDiff.Change::text)
        .anyMatch(
            change ->
                change.contains("platform-deploy-hotfix approved by 1 of security, at most 1h"));
    assertThat(
            WhoCan.get(
                quick,
                quick.entitlement(new Name("platform-deploy-hotfix")).orElseThrow(),
                people().people()))
        .noneMatch(entry -> entry.way().alone());
  }

  private static Principal person(String name) throws IOException {
    return people().people().people().stream()
        .filter(one -> one.label().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String text() throws IOException {
    return Files.readString(FOLDER.resolve("policy.yaml"));
  }

  private static Policy policy(String text) {
    return ((PolicyParser.Result.Valid)
            new YamlPolicyParser().parse(text.getBytes(StandardCharsets.UTF_8)))
        .policy();
  }

  private static PolicyTestFile.Result.Valid people() throws IOException {
    return (PolicyTestFile.Result.Valid)
        PolicyTestFile.parse(Files.readAllBytes(FOLDER.resolve("policy-tests.yaml")));
  }
}
