package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;

/// Tests that a function restored from a snapshot reaches DynamoDB and KMS with new connections.
public final class SnapshotRestored implements Check {
  @Override
  public String name() {
    return "snapshot-restored";
  }

  @Override
  public String assumed() {
    return "The alias live of requests starts from a snapshot, and a restored one answers without"
        + " an error.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    return trial.onAwsAlone(
        () -> {
          String function = trial.account().broker() + "-requests";
          try (LambdaClient lambda = trial.account().client(LambdaClient.builder())) {
            GetFunctionConfigurationResponse live =
                lambda.getFunctionConfiguration(r -> r.functionName(function).qualifier("live"));
            boolean on = live.snapStart().optimizationStatus() == SnapStartOptimizationStatus.ON;
            long started = System.nanoTime();
            InvokeResponse answer =
                lambda.invoke(
                    r ->
                        r.functionName(function)
                            .qualifier("live")
                            .payload(SdkBytes.fromUtf8String("{}")));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
            return CheckResult.of(
                on && answer.functionError() == null,
                "snapshots "
                    + live.snapStart().optimizationStatusAsString()
                    + ", state "
                    + live.stateAsString()
                    + ", answered in "
                    + millis
                    + " ms"
                    + (answer.functionError() == null ? "" : " with an error"));
          }
        });
  }
}
