package dev.tidegate.core.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionDescriptionTest {
  private static final Target SESSION = new Target.AccessRole("TidegateAccess");
  private static final Target ROLE = new Target.ExistingRole("ci-deploy");

  @Test
  void whatGoesOnAfterTheEndIsToldWithTheActionsThatStartIt() {
    assertThat(remains(SESSION, "logs:StartLiveTail", "logs:GetLogEvents"))
        .containsExactly(
            "After the end, a live tail that was started with logs:StartLiveTail goes on for up to"
                + " three hours.");
  }

  @Test
  void actionsOfOneKindAreToldInOneSentence() {
    assertThat(remains(ROLE, "lambda:UpdateFunctionConfiguration", "lambda:UpdateFunctionCode"))
        .containsExactly(
            "After the end, code or settings that were put in place with lambda:UpdateFunctionCode"
                + " or lambda:UpdateFunctionConfiguration stay, and run with the rights of a role"
                + " that is not yours.");
  }

  @Test
  void whatAWildcardCoversCountsAndIsNamed() {
    assertThat(remains(SESSION, "logs:Start*"))
        .singleElement()
        .asString()
        .contains("logs:StartLiveTail");
    assertThat(remains(SESSION, "lambda:Get*"))
        .singleElement()
        .asString()
        .contains("lambda:GetFunction or lambda:GetLayerVersion");
  }

  @Test
  void aLoginMadeByASignedCallIsTold() {
    assertThat(remains(SESSION, "sts:GetCallerIdentity"))
        .singleElement()
        .asString()
        .contains("login to another system");
  }

  @Test
  void nothingIsToldOfWhatEnds() {
    assertThat(remains(SESSION, "dynamodb:GetItem", "s3:Get*", "sqs:SendMessage", "iam:List*"))
        .isEmpty();
  }

  @Test
  void ofAManagedPolicyItIsToldThatItsActionsAreNotKnown() {
    String arn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";

    assertThat(remains(new Target.AccessRole("TidegateAccess", List.of(arn)), "s3:GetObject"))
        .containsExactly(
            "After the end, what was started by an action that "
                + arn
                + " allows may go on: Tidegate does not know which those are.");
  }

  private static List<String> remains(Target target, String... actions) {
    return PermissionDescription.remains(
        target, List.of(new Permission(List.of(actions), List.of("*"), List.of())));
  }
}
