package dev.tidegate.local.awscheck;

import dev.tidegate.local.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/// Creates and deletes stacks, with change sets because a template with a transform requires them.
/// Waits up to 25 minutes for each, polling at growing intervals of up to three seconds.
record CheckStacks(CloudFormationClient cloudFormation, Progress progress) {
  private static final Duration LIMIT = Duration.ofMinutes(25);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
  private static final Set<StackStatus> GONE = Set.of(StackStatus.DELETE_COMPLETE);

  /// Creates a stack and returns its outputs. Throws with the failed resources and their reasons.
  Map<String, String> create(String name, String templateUrl, Map<String, String> parameters) {
    progress.line("  stack " + name);
    cloudFormation.createChangeSet(
        request ->
            request
                .stackName(name)
                .changeSetName("aws-check")
                .changeSetType(ChangeSetType.CREATE)
                .templateURL(templateUrl)
                .capabilities(Capability.CAPABILITY_NAMED_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .parameters(
                    parameters.entrySet().stream()
                        .map(
                            e ->
                                Parameter.builder()
                                    .parameterKey(e.getKey())
                                    .parameterValue(e.getValue())
                                    .build())
                        .toList()));
    untilPlanned(name);
    cloudFormation.executeChangeSet(r -> r.stackName(name).changeSetName("aws-check"));
    Stack made = settled(name);
    if (made.stackStatus() != StackStatus.CREATE_COMPLETE) {
      throw new AwsCheckException(
          "Stack " + name + " is " + made.stackStatusAsString() + ". " + failures(name));
    }
    return made.outputs().stream()
        .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
  }

  /// Waits for `pause` and returns how long to wait the next time.
  private static Duration after(Duration pause) {
    Await.pause(pause);
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void untilPlanned(String name) {
    long started = System.nanoTime();
    for (Duration pause = FIRST_PAUSE; ; pause = after(pause)) {
      DescribeChangeSetResponse set =
          cloudFormation.describeChangeSet(r -> r.stackName(name).changeSetName("aws-check"));
      String status = set.statusAsString();
      if (status.equals("CREATE_COMPLETE")) {
        return;
      }
      if (status.equals("FAILED") || System.nanoTime() - started > LIMIT.toNanos()) {
        throw new AwsCheckException(
            "The change set of " + name + " is " + status + ": " + set.statusReason());
      }
    }
  }

  private Stack settled(String name) {
    long started = System.nanoTime();
    for (Duration pause = FIRST_PAUSE; ; pause = after(pause)) {
      Stack stack = cloudFormation.describeStacks(r -> r.stackName(name)).stacks().getFirst();
      if (!stack.stackStatusAsString().endsWith("_IN_PROGRESS")
          || System.nanoTime() - started > LIMIT.toNanos()) {
        return stack;
      }
    }
  }

  private String failures(String name) {
    return cloudFormation
        .describeStackEventsPaginator(r -> r.stackName(name))
        .stackEvents()
        .stream()
        .filter(event -> event.resourceStatusAsString().endsWith("_FAILED"))
        .map(event -> event.logicalResourceId() + ": " + event.resourceStatusReason())
        .collect(Collectors.joining("; "));
  }

  /// Returns the existing stacks of all runs, newest first.
  List<String> names() {
    return cloudFormation.describeStacksPaginator().stacks().stream()
        .filter(stack -> !GONE.contains(stack.stackStatus()))
        .map(Stack::stackName)
        .filter(name -> name.startsWith(CheckedAccount.PREFIX))
        .toList();
  }

  /// Returns the physical ids of a stack's resources of one type.
  List<String> resources(String stack, String type) {
    List<String> found = new ArrayList<>();
    for (StackResourceSummary resource :
        cloudFormation
            .listStackResourcesPaginator(r -> r.stackName(stack))
            .stackResourceSummaries()) {
      if (resource.resourceType().equals(type) && resource.physicalResourceId() != null) {
        found.add(resource.physicalResourceId());
      }
    }
    return found;
  }

  /// Deletes a stack and waits; returns empty, or the reason why it still exists.
  Optional<String> delete(String name) {
    progress.line("  stack " + name);
    cloudFormation.deleteStack(r -> r.stackName(name));
    try {
      Stack stack = settled(name);
      return stack.stackStatus() == StackStatus.DELETE_COMPLETE
          ? Optional.empty()
          : Optional.of("stack " + name + " is " + stack.stackStatusAsString());
    } catch (CloudFormationException gone) {
      if ("ValidationError".equals(Trial.code(gone))) {
        return Optional.empty();
      }
      throw gone;
    }
  }
}
