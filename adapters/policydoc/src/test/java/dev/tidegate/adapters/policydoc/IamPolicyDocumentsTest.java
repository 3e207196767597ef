package dev.tidegate.adapters.policydoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;

class IamPolicyDocumentsTest {
  private static final Instant END = Instant.parse("2026-11-20T10:00:00Z");
  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:222222222222:table/orders";

  private final IamPolicyDocuments documents = new IamPolicyDocuments();

  @Test
  void aSessionPolicyAllowsWhatWasAskedAndDeniesEverythingFromTheEndOn() {
    String policy =
        documents.session(List.of(allow("dynamodb:GetItem", TABLE, condition("a", "b"))), END);

    same(
        policy,
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"%s",
          "Condition":{"StringEquals":{"a":"b"}}},
         {"Effect":"Deny","Action":"*","Resource":"*",
          "Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"2026-11-20T10:00:00Z"}}}]}
        """
            .formatted(TABLE));
  }

  @Test
  void aSessionPolicyDeniesAtTheEndItselfAndAllowsTheSecondBefore() {
    String policy = documents.session(List.of(allow("dynamodb:GetItem", TABLE)), END);

    assertThat(Judge.allows(policy, at(END))).isFalse();
    assertThat(Judge.allows(policy, at(END.plusSeconds(3600)))).isFalse();
    assertThat(Judge.allows(policy, at(END.minusSeconds(1)))).isTrue();
  }

  @Test
  void aTemporaryPolicyCarriesTheEndInEveryStatement() {
    String policy =
        documents.temporary(
            List.of(
                allow("dynamodb:GetItem", TABLE),
                allow("sqs:SendMessage", "*", condition("a", "b"))),
            END);

    same(
        policy,
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"%s",
          "Condition":{"DateLessThan":{"aws:CurrentTime":"2026-11-20T10:00:00Z"}}},
         {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*",
          "Condition":{"StringEquals":{"a":"b"},
           "DateLessThan":{"aws:CurrentTime":"2026-11-20T10:00:00Z"}}}]}
        """
            .formatted(TABLE));
  }

  @Test
  void aTemporaryPolicyStopsAllowingAtTheEndItself() {
    String policy = documents.temporary(List.of(allow("dynamodb:GetItem", TABLE)), END);

    assertThat(Judge.allows(policy, at(END))).isFalse();
    assertThat(Judge.allows(policy, at(END.minusSeconds(1)))).isTrue();
  }

  @Test
  void aDateConditionOfTheEntitlementIsNeverLoosenedByTheEnd() {
    Instant earlier = END.minusSeconds(600);
    Permission dated =
        allow("dynamodb:GetItem", TABLE, date("DateLessThan", "AWS:currenttime", earlier));

    String policy = documents.temporary(List.of(dated), END);

    assertThat(Judge.allows(policy, at(earlier))).isFalse();
    assertThat(Judge.allows(policy, at(earlier.minusSeconds(1)))).isTrue();
  }

  @Test
  void theEndIsNeverLoosenedByADateConditionOfTheEntitlement() {
    Permission dated =
        allow(
            "dynamodb:GetItem", TABLE, date("DateLessThan", "aws:CurrentTime", END.plusSeconds(9)));

    String policy = documents.temporary(List.of(dated), END);

    assertThat(Judge.allows(policy, at(END))).isFalse();
    assertThat(Judge.allows(policy, at(END.minusSeconds(1)))).isTrue();
  }

  @Test
  void whatCannotBeEndedIsRefused() {
    Permission twice =
        allow(
            "dynamodb:GetItem",
            TABLE,
            date("DateLessThan", "aws:CurrentTime", END),
            date("DateLessThanEquals", "aws:CurrentTime", END));

    assertThatThrownBy(() -> documents.temporary(List.of(twice), END)).isInstanceOf(Fault.class);
  }

  @Test
  void oneConditionTwiceWithDifferentValuesIsRefusedSinceItWouldMeanOr() {
    Permission both =
        allow("dynamodb:GetItem", TABLE, condition("aws:x", "1"), condition("AWS:X", "2"));
    Permission same =
        allow("dynamodb:GetItem", TABLE, condition("aws:x", "1"), condition("AWS:X", "1"));

    assertThatThrownBy(() -> documents.session(List.of(both), END)).isInstanceOf(Fault.class);
    assertThat(documents.session(List.of(same), END)).contains("\"aws:x\":\"1\"");
  }

  @Test
  void nothingAskedIsNothingAllowed() {
    same(
        documents.session(List.of(), END),
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}
        """);
    assertThatThrownBy(() -> documents.temporary(List.of(), END)).isInstanceOf(Fault.class);
  }

  @Test
  void statementsThatDifferInActionsOrInResourcesAloneBecomeOne() {
    String policy =
        documents.session(
            List.of(
                allow("dynamodb:GetItem", TABLE),
                allow("dynamodb:Query", TABLE),
                allow("sqs:SendMessage", "arn:aws:sqs:eu-central-1:222222222222:a"),
                allow("SQS:sendmessage", "arn:aws:sqs:eu-central-1:222222222222:b")),
            END);

    same(
        policy,
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:Query"],"Resource":"%s"},
         {"Effect":"Allow","Action":"sqs:SendMessage","Resource":[
          "arn:aws:sqs:eu-central-1:222222222222:a","arn:aws:sqs:eu-central-1:222222222222:b"]},
         {"Effect":"Deny","Action":"*","Resource":"*",
          "Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"2026-11-20T10:00:00Z"}}}]}
        """
            .formatted(TABLE));
  }

  @Test
  void statementsUnderDifferentConditionsStayApart() {
    String policy =
        documents.session(
            List.of(
                allow("dynamodb:GetItem", TABLE),
                allow("dynamodb:Query", TABLE, condition("a", "b"))),
            END);

    assertThat(IamPolicy.fromJson(policy).statements()).hasSize(3);
  }

  @Test
  void whatAWildcardCoversIsDropped() {
    String policy =
        documents.session(
            List.of(
                new Permission(
                    List.of("dynamodb:GetItem", "dynamodb:*", "DYNAMODB:query"),
                    List.of(TABLE, TABLE),
                    List.of()),
                allow("dynamodb:Scan", TABLE)),
            END);

    same(
        policy,
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Action":"dynamodb:*","Resource":"%s"},
         {"Effect":"Deny","Action":"*","Resource":"*",
          "Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"2026-11-20T10:00:00Z"}}}]}
        """
            .formatted(TABLE));
  }

  @Test
  void whatAnotherStatementAllowsAlreadyIsDroppedConditionsOrNot() {
    String policy =
        documents.session(
            List.of(
                allow("dynamodb:Get*", "arn:aws:dynamodb:eu-central-1:222222222222:table/*"),
                allow("dynamodb:GetItem", TABLE, condition("a", "b")),
                new Permission(
                    List.of("dynamodb:GetItem", "dynamodb:PutItem"), List.of(TABLE), List.of())),
            END);

    same(
        policy,
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Action":"dynamodb:Get*",
          "Resource":"arn:aws:dynamodb:eu-central-1:222222222222:table/*"},
         {"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"%s"},
         {"Effect":"Deny","Action":"*","Resource":"*",
          "Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"2026-11-20T10:00:00Z"}}}]}
        """
            .formatted(TABLE));
  }

  @Test
  void whatIsShorterByResourceIsWrittenByResource() {
    String one = "arn:aws:sqs:eu-central-1:222222222222:orders";
    String two = "arn:aws:sqs:eu-central-1:222222222222:orders-dead";
    String policy =
        documents.session(
            List.of(
                new Permission(List.of("sqs:SendMessage"), List.of(one, two), List.of()),
                new Permission(List.of("sqs:ReceiveMessage"), List.of(one), List.of()),
                new Permission(List.of("sqs:DeleteMessage"), List.of(one), List.of())),
            END);

    same(
        policy,
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Action":["sqs:SendMessage","sqs:ReceiveMessage","sqs:DeleteMessage"],
          "Resource":"%s"},
         {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"%s"},
         {"Effect":"Deny","Action":"*","Resource":"*",
          "Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"2026-11-20T10:00:00Z"}}}]}
        """
            .formatted(one, two));
  }

  @Test
  void policyVariablesStayAsTheyAre() {
    String policy =
        documents.session(List.of(allow("s3:GetObject", "arn:aws:s3:::b/${aws:userid}/*")), END);

    assertThat(policy).contains("arn:aws:s3:::b/${aws:userid}/*");
  }

  @Test
  void thereIsNoWhiteSpaceAndNoArrayOfOne() {
    String policy = documents.session(List.of(allow("dynamodb:GetItem", TABLE)), END);

    assertThat(policy).doesNotContainAnyWhitespaces().doesNotContain("[\"").doesNotContain("Sid");
  }

  @Test
  void anEndWithinASecondIsADefect() {
    assertThatThrownBy(
            () -> documents.session(List.of(allow("s3:GetObject", "*")), END.plusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void same(String actual, String expected) {
    assertThat(IamPolicy.fromJson(actual)).isEqualTo(IamPolicy.fromJson(expected));
  }

  private static Judge.Call at(Instant now) {
    return new Judge.Call("dynamodb:GetItem", TABLE, Map.of("aws:currenttime", now.toString()));
  }

  private static Permission allow(
      String action, String resource, Permission.Restriction... conditions) {
    return new Permission(List.of(action), List.of(resource), List.of(conditions));
  }

  private static Permission.Restriction condition(String key, String value) {
    return new Permission.Restriction("StringEquals", key, List.of(value));
  }

  private static Permission.Restriction date(String operator, String key, Instant value) {
    return new Permission.Restriction(operator, key, List.of(value.toString()));
  }
}
