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
  void a_session_policy_allows_what_was_asked_and_denies_everything_from_the_end_on() {
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
  void a_session_policy_denies_at_the_end_itself_and_allows_the_second_before() {
    String policy = documents.session(List.of(allow("dynamodb:GetItem", TABLE)), END);

    assertThat(Judge.allows(policy, at(END))).isFalse();
    assertThat(Judge.allows(policy, at(END.plusSeconds(3600)))).isFalse();
    assertThat(Judge.allows(policy, at(END.minusSeconds(1)))).isTrue();
  }

  @Test
  void a_temporary_policy_carries_the_end_in_every_statement() {
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
  void a_temporary_policy_stops_allowing_at_the_end_itself() {
    String policy = documents.temporary(List.of(allow("dynamodb:GetItem", TABLE)), END);

    assertThat(Judge.allows(policy, at(END))).isFalse();
    assertThat(Judge.allows(policy, at(END.minusSeconds(1)))).isTrue();
  }

  @Test
  void a_date_condition_of_the_entitlement_is_never_loosened_by_the_end() {
    Instant earlier = END.minusSeconds(600);
    Permission dated =
        allow("dynamodb:GetItem", TABLE, date("DateLessThan", "AWS:currenttime", earlier));

    String policy = documents.temporary(List.of(dated), END);

    assertThat(Judge.allows(policy, at(earlier))).isFalse();
    assertThat(Judge.allows(policy, at(earlier.minusSeconds(1)))).isTrue();
  }

  @Test
  void the_end_is_never_loosened_by_a_date_condition_of_the_entitlement() {
    Permission dated =
        allow(
            "dynamodb:GetItem", TABLE, date("DateLessThan", "aws:CurrentTime", END.plusSeconds(9)));

    String policy = documents.temporary(List.of(dated), END);

    assertThat(Judge.allows(policy, at(END))).isFalse();
    assertThat(Judge.allows(policy, at(END.minusSeconds(1)))).isTrue();
  }

  @Test
  void what_cannot_be_ended_is_refused() {
    Permission twice =
        allow(
            "dynamodb:GetItem",
            TABLE,
            date("DateLessThan", "aws:CurrentTime", END),
            date("DateLessThanEquals", "aws:CurrentTime", END));

    assertThatThrownBy(() -> documents.temporary(List.of(twice), END)).isInstanceOf(Fault.class);
  }

  @Test
  void one_condition_twice_with_different_values_is_refused_since_it_would_mean_or() {
    Permission both =
        allow("dynamodb:GetItem", TABLE, condition("aws:x", "1"), condition("AWS:X", "2"));
    Permission same =
        allow("dynamodb:GetItem", TABLE, condition("aws:x", "1"), condition("AWS:X", "1"));

    assertThatThrownBy(() -> documents.session(List.of(both), END)).isInstanceOf(Fault.class);
    assertThat(documents.session(List.of(same), END)).contains("\"aws:x\":\"1\"");
  }

  @Test
  void nothing_asked_is_nothing_allowed() {
    same(
        documents.session(List.of(), END),
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}
        """);
    assertThatThrownBy(() -> documents.temporary(List.of(), END)).isInstanceOf(Fault.class);
  }

  @Test
  void statements_that_differ_in_actions_or_in_resources_alone_become_one() {
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
  void statements_under_different_conditions_stay_apart() {
    String policy =
        documents.session(
            List.of(
                allow("dynamodb:GetItem", TABLE),
                allow("dynamodb:Query", TABLE, condition("a", "b"))),
            END);

    assertThat(IamPolicy.fromJson(policy).statements()).hasSize(3);
  }

  @Test
  void what_a_wildcard_covers_is_dropped() {
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
  void what_another_statement_allows_already_is_dropped_conditions_or_not() {
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
  void what_is_shorter_by_resource_is_written_by_resource() {
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
  void policy_variables_stay_as_they_are() {
    String policy =
        documents.session(List.of(allow("s3:GetObject", "arn:aws:s3:::b/${aws:userid}/*")), END);

    assertThat(policy).contains("arn:aws:s3:::b/${aws:userid}/*");
  }

  @Test
  void there_is_no_white_space_and_no_array_of_one() {
    String policy = documents.session(List.of(allow("dynamodb:GetItem", TABLE)), END);

    assertThat(policy).doesNotContainAnyWhitespaces().doesNotContain("[\"").doesNotContain("Sid");
  }

  @Test
  void an_end_within_a_second_is_a_defect() {
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
