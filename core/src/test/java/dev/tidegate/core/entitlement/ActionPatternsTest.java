package dev.tidegate.core.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionPatternsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dynamodb:GetItem",
        "s3:GetObject*",
        "ec2:Describe*",
        "logs:*",
        "q:*",
        "vpc-lattice:AssociateViaAWSService-EventsAndStates",
        "ecr-public:GetImage"
      })
  void lookLikeThis(String action) {
    assertThat(ActionPatterns.wellFormed(action)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*:*",
        "dynamodb",
        "dynamodb:",
        ":GetItem",
        "dynamodb:*Item",
        "dynamodb:G?tItem",
        "dynamodb:Get**",
        "DynamoDB:GetItem",
        "dynamodb:Get Item",
        "d*:GetItem",
        "dynamodb:${x}"
      })
  void doNotLookLikeThis(String action) {
    assertThat(ActionPatterns.wellFormed(action)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam:CreateUser",
        "iam:PassRole",
        "iam:*",
        "iam:P*",
        "iam:putrolepolicy",
        "sts:AssumeRole",
        "sts:assumerole",
        "sts:A*",
        "sts:*",
        "signin:CreateBearerToken",
        "organizations:DescribeAccount",
        "dynamodb:*",
        "dynamodb:Put*",
        "s3:Put*",
        "kms:CreateGrant",
        "lambda:Add*",
        "ram:CreateResourceShare",
        "iam:ResetServiceSpecificCredential",
        "iam:SendDelegationToken",
        "iam:CreateSomethingNew",
        "iam:S*",
        "sts:GetScopedCredentials",
        "sts:GetDelegatedAccessToken",
        "sts:GetSomethingNew",
        "cloudtrail:S*",
        "cloudtrail:CreateSomethingNew",
        "organizations:Lis*",
        "s3:PutObjectVersionAcl",
        "s3:BypassGovernanceRetention",
        "s3:GetDataAccess",
        "q:*"
      })
  void thatOpenAccessAfterTheGrantAreFoundOut(String action) {
    assertThat(ActionPatterns.outliving(action)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloudtrail:LookupEvents",
        "iam:GetRole",
        "iam:List*",
        "sts:GetCallerIdentity",
        "sts:DecodeAuthorizationMessage",
        "dynamodb:PutItem",
        "dynamodb:Get*",
        "s3:PutObject",
        "s3:Get*",
        "kms:Decrypt",
        "lambda:UpdateFunctionCode",
        "logs:Get*",
        "cloudtrail:Lis*",
        "iam:Lis*",
        "iam:Get*",
        "sts:GetCaller*",
        "q:Get*",
        "q:SendMessage",
        "s3:DeleteBucketPolicy"
      })
  void thatDoNotAreLetThrough(String action) {
    assertThat(ActionPatterns.outliving(action)).isEmpty();
  }

  @Test
  void thatSessionsAreDeniedMayBeCoveredAndAreFoundOutForTemporaryPolicies() {
    assertThat(ActionPatterns.outliving("s3:Get*")).isEmpty();
    assertThat(ActionPatterns.deniedToSessions("s3:Get*"))
        .map(ActionDecision::action)
        .contains("s3:GetDataAccess");
    assertThat(ActionPatterns.deniedToSessions("s3:GetObject*")).isEmpty();
    assertThat(ActionPatterns.deniedToSessions("s3:GetDataAccess")).isEmpty();
  }

  @Test
  void thatAreRefusedSayWhy() {
    assertThat(ActionPatterns.outliving("s3:PutBucketP*"))
        .contains(
            new ActionDecision(
                "s3:PutBucketPolicy",
                ActionDecision.Verdict.REFUSE,
                ActionDecision.Kind.OPENING,
                "it opens a resource to others, until somebody closes it again"));
    assertThat(ActionPatterns.outliving("organizations:DescribeAccount"))
        .map(ActionDecision::action)
        .contains("organizations:*");
  }
}
