package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.local.LocalAws;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;

/// What a parameter's new value does to the functions that are called by an alias.
@ExtendWith(Running.class)
class ParametersIT {
  private static final List<String> PUBLISHED =
      List.of("requests", "reviews", "sessions", "revocations", "policies", "records", "checks");
  private static final String PARAMETER = "ConsoleIssuer";

  private final LocalAws aws;
  private final DeployedFunctions functions;

  ParametersIT(LocalAws aws) {
    this.aws = aws;
    this.functions = new DeployedFunctions(aws);
  }

  @Test
  void aChangedParameterReachesTheVersionsThatAreCalled() {
    Map<String, String> before = versions();

    update(_ -> "https://issuer.example/changed");

    assertThat(configuration("sessions").environment().variables())
        .containsEntry("TIDEGATE_CONSOLE_ISSUER", "https://issuer.example/changed");
    assertThat(versions())
        .hasSameSizeAs(before)
        .allSatisfy((function, version) -> assertThat(version).isNotEqualTo(before.get(function)));

    update(_ -> "");
    assertThat(configuration("sessions").environment().variables())
        .containsEntry("TIDEGATE_CONSOLE_ISSUER", "");
  }

  /// The schedule's event reaches the handler and leaves nothing behind.
  @Test
  void whatTheScheduleSendsIsAnsweredWithNothingDone() {
    for (String function : PUBLISHED) {
      assertThat(functions.call(function, "{\"routeKey\":\"WAKE\"}"))
          .as(function)
          .containsPattern("\"statusCode\": ?204\\b");
    }
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    PUBLISHED.forEach(function -> versions.put(function, configuration(function).version()));
    return versions;
  }

  private GetFunctionConfigurationResponse configuration(String function) {
    try (LambdaClient lambda = functions.client()) {
      String name = functions.name(function).replaceFirst(":live$", "");
      String version = lambda.getAlias(r -> r.functionName(name).name("live")).functionVersion();
      return lambda.getFunctionConfiguration(r -> r.functionName(name).qualifier(version));
    }
  }

  private void update(UnaryOperator<String> change) {
    try (CloudFormationClient cloudFormation =
        aws.clients()
            .of(CloudFormationClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      List<Parameter> parameters =
          stack(cloudFormation).parameters().stream()
              .map(
                  one ->
                      one.parameterKey().equals(PARAMETER)
                          ? Parameter.builder()
                              .parameterKey(PARAMETER)
                              .parameterValue(change.apply(one.parameterValue()))
                              .build()
                          : Parameter.builder()
                              .parameterKey(one.parameterKey())
                              .usePreviousValue(true)
                              .build())
              .toList();
      cloudFormation.updateStack(
          r ->
              r.stackName(LocalAws.STACK)
                  .usePreviousTemplate(true)
                  .parameters(parameters)
                  .capabilities(
                      Capability.CAPABILITY_NAMED_IAM, Capability.CAPABILITY_AUTO_EXPAND));
      Until.within(
          Duration.ofMinutes(2),
          () -> stack(cloudFormation).stackStatusAsString(),
          status -> !status.endsWith("_IN_PROGRESS"));
      assertThat(stack(cloudFormation).stackStatusAsString())
          .as(failures(cloudFormation))
          .isEqualTo("UPDATE_COMPLETE");
    }
  }

  private static String failures(CloudFormationClient cloudFormation) {
    return cloudFormation
        .describeStackEventsPaginator(r -> r.stackName(LocalAws.STACK))
        .stackEvents()
        .stream()
        .filter(event -> event.resourceStatusAsString().endsWith("_FAILED"))
        .map(event -> event.logicalResourceId() + ": " + event.resourceStatusReason())
        .collect(Collectors.joining("; "));
  }

  private static Stack stack(CloudFormationClient cloudFormation) {
    return cloudFormation.describeStacks(r -> r.stackName(LocalAws.STACK)).stacks().getFirst();
  }
}
