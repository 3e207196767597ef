package dev.tidegate.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataEventsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:StopInstances",
        "ec2:*",
        "secretsmanager:GetSecretValue",
        "dynamodb:DescribeTable",
        "dynamodb:List*",
        "sqs:GetQueueAttributes",
        "lambda:GetFunction",
        "logs:DescribeLogGroups"
      })
  void anActionWhoseEveryCallIsAManagementEventIsSeenWhenItIsDone(String action) {
    assertThat(DataEvents.mayBeUnseen(action)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dynamodb:GetItem",
        "DynamoDB:getitem",
        "dynamodb:Get*",
        "dynamodb:*",
        "dynamodb:*Item",
        "lambda:InvokeFunction",
        "lambda:Invoke*",
        "lambda:I?voke*",
        "sns:Publish",
        "sqs:ReceiveMessage",
        "logs:FilterLogEvents",
        "s3:GetObject",
        "s3:ListAllMyBuckets",
        "es:ESHttpGet",
        "rds-db:connect",
        "newservice:DescribeThings"
      })
  void ofAnyOtherNobodyKnows(String action) {
    assertThat(DataEvents.mayBeUnseen(action)).isTrue();
  }
}
