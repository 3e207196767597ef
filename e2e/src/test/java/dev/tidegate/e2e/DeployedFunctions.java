package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.local.LocalAws;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// The deployed functions by their short names, as the owner of the broker's account reaches them.
record DeployedFunctions(LocalAws aws) {
  LambdaClient client() {
    return aws.clients().of(LambdaClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT));
  }

  /// Returns the name under which a function is deployed.
  String name(String function) {
    return aws.outputs().get("function." + function);
  }

  /// Invokes a function as AWS does, and returns what it answered or died of.
  InvokeResponse invoke(String function, String event) {
    try (LambdaClient lambda = client()) {
      return lambda.invoke(
          r -> r.functionName(name(function)).payload(SdkBytes.fromUtf8String(event)));
    }
  }

  /// Invokes a function that has to answer.
  String call(String function, String event) {
    InvokeResponse done = invoke(function, event);
    String answer = done.payload().asUtf8String();
    assertThat(done.functionError()).as(answer).isNull();
    return answer;
  }

  Map<String, String> environment(String function) {
    try (LambdaClient lambda = client()) {
      return lambda
          .getFunctionConfiguration(r -> r.functionName(name(function)))
          .environment()
          .variables();
    }
  }

  void configure(String function, Map<String, String> variables) {
    try (LambdaClient lambda = client()) {
      lambda.updateFunctionConfiguration(
          r -> r.functionName(name(function)).environment(e -> e.variables(variables)));
    }
  }
}
