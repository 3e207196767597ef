package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Asks the laptop's AWS for what AWS refuses, and for the twin that it takes.
record Probe(LocalAws aws, String account) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Probe of(LocalAws aws) {
    return new Probe(aws, LocalAws.BROKER_ACCOUNT);
  }

  /// Fails unless the call is refused with this code.
  static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            refusal -> assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  String roleArn(String name) {
    return "arn:aws:iam::" + account + ":role/" + name;
  }

  /// A trust policy for one principal, with every right that has to do with a session.
  static String trust(String principal) {
    return policy(
        Map.of(
            "Effect",
            "Allow",
            "Principal",
            Map.of(principal.endsWith(".amazonaws.com") ? "Service" : "AWS", principal),
            "Action",
            List.of("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")));
  }

  String rootTrust() {
    return trust("arn:aws:iam::" + account + ":root");
  }

  @SafeVarargs
  static String policy(Map<String, ?>... statements) {
    return json(Map.of("Version", "2012-10-17", "Statement", List.of(statements)));
  }

  /// A policy that allows an action anywhere.
  static String allowing(String action) {
    return policy(Map.of("Effect", "Allow", "Action", action, "Resource", "*"));
  }

  /// A valid policy with a resource of so many characters.
  static String ofSize(int characters) {
    return policy(
        Map.of(
            "Effect", "Deny", "Action", "*", "Resource", "arn:aws:s3:::" + "a".repeat(characters)));
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  IamClient iam() {
    return aws.clients().of(IamClient.builder(), aws.clients().root(account));
  }

  void role(String name, String trust) {
    try (IamClient iam = iam()) {
      iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust));
    }
  }

  void put(String role, String document) {
    try (IamClient iam = iam()) {
      iam.putRolePolicy(r -> r.roleName(role).policyName("now").policyDocument(document));
    }
  }

  AwsCredentialsProvider session(
      AwsCredentialsProvider as, String role, Consumer<AssumeRoleRequest.Builder> details) {
    try (StsClient sts = aws.clients().of(StsClient.builder(), as)) {
      AssumeRoleRequest.Builder request =
          AssumeRoleRequest.builder().roleArn(roleArn(role)).roleSessionName("tried");
      details.accept(request);
      Credentials made = sts.assumeRole(request.build()).credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              made.accessKeyId(), made.secretAccessKey(), made.sessionToken()));
    }
  }

  AwsCredentialsProvider root() {
    return aws.clients().root(account);
  }

  /// The outputs of a stack of these resources.
  Map<String, String> stack(String name, Map<String, ?> resources, Map<String, ?> outputs) {
    try (CloudFormationClient cloudFormation =
        aws.clients().of(CloudFormationClient.builder(), root())) {
      return new Stacks(cloudFormation)
          .create(
              name,
              request ->
                  request.templateBody(json(Map.of("Resources", resources, "Outputs", outputs))),
              Map.of(),
              Progress.quiet());
    }
  }

  /// Fails unless a stack of these resources fails with a reason that has this in it.
  void stackRefused(String reason, String name, Map<String, ?> resources) {
    assertThatThrownBy(() -> stack(name, resources, Map.of()))
        .isInstanceOf(LocalAwsException.class)
        .hasMessageContaining(reason);
  }

  static Map<String, Object> resource(String type, Map<String, ?> properties) {
    return Map.of("Type", type, "Properties", properties);
  }

  static <T> List<T> repeated(int times, java.util.function.IntFunction<T> made) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(made.apply(i));
    }
    return all;
  }
}
