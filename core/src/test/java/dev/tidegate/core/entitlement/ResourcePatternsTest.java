package dev.tidegate.core.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePatternsTest {
  private static final Account ACCOUNT =
      new Account(new Name("prod"), "222222222222", "aws", "eu-central-1", "tide-1", Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "arn:${partition}:dynamodb:${region}:${account}:table/orders",
        "arn:aws:dynamodb:*:222222222222:table/orders-*",
        "arn:aws:s3:::bucket/${prefix}/*",
        "arn:aws:s3:::bucket*/x",
        "arn:aws:sqs:${region}:${account}:orders-*",
        "arn:aws:execute-api:${region}:${account}:*/prod/GET/*",
        "arn:aws:apigateway:${region}::/restapis/*",
        "arn:aws:dynamodb:${region}:${account}:*",
        "arn:aws:logs:us-gov-west-1:${account}:log-group:/aws/lambda/x:*"
      })
  void ofTheOwnAccountAreFine(String resource) {
    assertThat(ResourcePatterns.objection(resource, ACCOUNT)).isEmpty();
    assertThat(ResourcePatterns.elsewhere(resource, ACCOUNT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "orders",
        "arn:*",
        "arn:aws:dynamodb",
        "arn:aws:dynamodb:eu-central-1:222222222222:",
        "arn:aws-cn:dynamodb:eu-central-1:222222222222:table/x",
        "arn:*:dynamodb:eu-central-1:222222222222:table/x",
        "arn:aws:*:eu-central-1:222222222222:table/x",
        "arn:aws:${service}:eu-central-1:222222222222:table/x",
        "arn:aws:dynamodb:eu-*:222222222222:table/x",
        "arn:aws:dynamodb:${region}:${account}:tab*",
        "arn:aws:dynamodb:${region}:${account}:*/orders",
        "arn:aws:logs:${region}:${account}:log-gr?up:x",
        "arn:aws:iam::${account}:u*/x",
        "arn:aws:dynamodb:${where}:222222222222:table/x"
      })
  void thatAreNoArnOfOnePlaceAreNot(String resource) {
    assertThat(ResourcePatterns.objection(resource, ACCOUNT)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "111111111111", "${id}", "22222222222*", "aws"})
  void ofAnotherAccountAreFoundOut(String owner) {
    assertThat(ResourcePatterns.elsewhere("arn:aws:sqs:eu-central-1:" + owner + ":q", ACCOUNT))
        .isTrue();
  }
}
