package dev.tidegate.local.awscheck;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/// What a check works with: the account, the stacks' outputs, and the product.
public record Trial(CheckedAccount account, Map<String, String> outputs, Product product) {
  public Trial {
    outputs = Map.copyOf(outputs);
  }

  /// Returns an output of one of the three stacks. Throws when there is none of that name.
  public String output(String name) {
    return Optional.ofNullable(outputs.get(name))
        .orElseThrow(() -> new AwsCheckException("No stack has an output " + name + "."));
  }

  /// Returns a session of a role that trusts the caller. A new role may take a while to be known,
  /// so it is tried for two minutes.
  public AwsSessionCredentials session(
      AwsCredentialsProvider caller,
      String roleArn,
      java.util.function.Consumer<AssumeRoleRequest.Builder> details) {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder().roleArn(roleArn).roleSessionName("aws-check");
    details.accept(request);
    try (StsClient sts = account.client(StsClient.builder(), caller)) {
      return Await.untilAnswered(
          Duration.ofMinutes(2),
          () -> {
            Credentials made = sts.assumeRole(request.build()).credentials();
            return AwsSessionCredentials.create(
                made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
          });
    }
  }

  public static AwsCredentialsProvider as(AwsSessionCredentials credentials) {
    return StaticCredentialsProvider.create(credentials);
  }

  /// Returns the error code with which AWS refuses a call, or empty when it succeeds.
  public static Optional<String> refusal(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (AwsServiceException refused) {
      return Optional.of(code(refused));
    }
  }

  /// Returns the error code of a service's exception.
  public static String code(AwsServiceException exception) {
    return Optional.ofNullable(exception.awsErrorDetails())
        .flatMap(details -> Optional.ofNullable(details.errorCode()))
        .orElseGet(() -> exception.getClass().getSimpleName());
  }

  /// Returns the milliseconds until `done`, or empty when it was not done within `limit`.
  public static Optional<Long> millisUntil(Duration limit, BooleanSupplier done) {
    long started = System.nanoTime();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - started > limit.toNanos()) {
        return Optional.empty();
      }
      Await.pause(Duration.ofMillis(200));
    }
    return Optional.of((System.nanoTime() - started) / 1_000_000);
  }

  /// Returns the result of a test that only AWS can show; on the laptop, it is not tried.
  public CheckResult onAwsAlone(Supplier<CheckResult> tried) {
    return account.laptop()
        ? new CheckResult.NotTried("this is the laptop's AWS, which has a stand-in for it")
        : tried.get();
  }
}
