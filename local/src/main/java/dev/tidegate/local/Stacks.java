package dev.tidegate.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/// Creates CloudFormation stacks and waits for them.
record Stacks(CloudFormationClient cloudFormation) {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /// Creates a stack and returns its outputs. Throws with the failed resources and their reasons.
  Map<String, String> create(
      String name,
      UnaryOperator<CreateStackRequest.Builder> template,
      Map<String, String> parameters,
      Progress progress) {
    cloudFormation.createStack(
        template
            .apply(CreateStackRequest.builder())
            .stackName(name)
            .capabilities(Capability.CAPABILITY_NAMED_IAM, Capability.CAPABILITY_AUTO_EXPAND)
            .parameters(
                parameters.entrySet().stream()
                    .map(
                        e ->
                            Parameter.builder()
                                .parameterKey(e.getKey())
                                .parameterValue(e.getValue())
                                .build())
                    .toList())
            .build());
    long started = System.nanoTime();
    for (int round = 1; ; round++) {
      Stack stack =
          cloudFormation.describeStacks(request -> request.stackName(name)).stacks().getFirst();
      String status = stack.stackStatusAsString();
      if (status.equals("CREATE_COMPLETE")) {
        return stack.outputs().stream()
            .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - started);
      if (!status.endsWith("_IN_PROGRESS") || waited.compareTo(LIMIT) > 0) {
        throw new LocalAwsException("Stack " + name + " is " + status + ". " + failures(name));
      }
      if (round % 40 == 0) {
        progress.line("  stack " + name + ": " + status + ", " + waited.toSeconds() + " s");
      }
      pause();
    }
  }

  private String failures(String name) {
    List<StackEvent> events =
        cloudFormation
            .describeStackEventsPaginator(request -> request.stackName(name))
            .stackEvents()
            .stream()
            .toList();
    return events.stream()
        .filter(event -> event.resourceStatusAsString().endsWith("_FAILED"))
        .map(event -> event.logicalResourceId() + ": " + event.resourceStatusReason())
        .collect(Collectors.joining("; "));
  }

  private static void pause() {
    try {
      Thread.sleep(250);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LocalAwsException("Interrupted while waiting for a stack.", interrupted);
    }
  }
}
