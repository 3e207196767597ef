package dev.tidegate.core.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntitlementTest {
  private static final Account ACCOUNT =
      new Account(new Name("prod"), "222222222222", "aws-cn", "cn-north-1", "tide-1", Map.of());

  @Test
  void fillsResourcesAndConditionsFromTheAccountAndTheParameters() {
    Entitlement entitlement =
        entitlement(
            "arn:${partition}:dynamodb:${region}:${account}:table/${table}", "${table}/${row.key}");

    List<Permission> filled =
        entitlement.filled(Map.of(new Name("table"), "orders", new Name("row.key"), "7"));

    assertThat(filled)
        .containsExactly(
            new Permission(
                List.of("dynamodb:GetItem"),
                List.of("arn:aws-cn:dynamodb:cn-north-1:222222222222:table/orders"),
                List.of(
                    new Permission.Restriction(
                        "StringEquals", "dynamodb:LeadingKeys", List.of("orders/7")))));
  }

  @Test
  void fillsOnceAndNeverWhatAValueSays() {
    Entitlement entitlement = entitlement("arn:aws-cn:s3:::${table}", "x");

    assertThat(
            entitlement.filled(Map.of(new Name("table"), "${account}$1\\")).getFirst().resources())
        .containsExactly("arn:aws-cn:s3:::${$}{account}${$}1\\");
  }

  /// `$${table}` is a dollar sign and a value, whatever the value.
  @Test
  void aValueNeverBecomesAVariableOfIamWithWhatStandsBeforeIt() {
    Entitlement entitlement = entitlement("arn:aws-cn:s3:::$${table}", "$${table}");
    Permission braces = entitlement.filled(Map.of(new Name("table"), "{aws:userid}")).getFirst();
    Permission plain = entitlement.filled(Map.of(new Name("table"), "orders")).getFirst();

    assertThat(braces.resources()).containsExactly("arn:aws-cn:s3:::${$}{aws:userid}");
    assertThat(braces.conditions().getFirst().values()).containsExactly("${$}{aws:userid}");
    assertThat(plain.resources()).containsExactly("arn:aws-cn:s3:::$orders");
  }

  @Test
  void leavesTheVariablesOfIamAlone() {
    Entitlement entitlement =
        entitlement("arn:aws-cn:s3:::home/${aws:PrincipalTag/TidegateGrant}", "a${*}b");

    Permission filled = entitlement.filled(Map.of()).getFirst();

    assertThat(filled.resources())
        .containsExactly("arn:aws-cn:s3:::home/${aws:PrincipalTag/TidegateGrant}");
    assertThat(filled.conditions().getFirst().values()).containsExactly("a${*}b");
  }

  @Test
  void doesNotLetAParameterStandInForTheAccount() {
    Entitlement entitlement = entitlement("arn:aws-cn:sqs::${account}:q", "x");

    assertThat(
            entitlement.filled(Map.of(new Name("account"), "999999999999")).getFirst().resources())
        .containsExactly("arn:aws-cn:sqs::222222222222:q");
  }

  @Test
  void isNotFilledWhileAVariableIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> entitlement("arn:aws-cn:s3:::${table}", "x").filled(Map.of()))
        .withMessage("nothing fills ${table}");
  }

  private static Entitlement entitlement(String resource, String value) {
    return new Entitlement(
        new Name("read"),
        "Read",
        ACCOUNT,
        new Target.AccessRole("TidegateAccess"),
        List.of(
            new Permission(
                List.of("dynamodb:GetItem"),
                List.of(resource),
                List.of(
                    new Permission.Restriction(
                        "StringEquals", "dynamodb:LeadingKeys", List.of(value))))),
        Map.of(),
        new AccessDuration(Duration.ofHours(1)),
        Set.of());
  }
}
