package dev.tidegate.local;

import static dev.tidegate.local.Probe.allowing;
import static dev.tidegate.local.Probe.refused;
import static dev.tidegate.local.Probe.trust;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// What a test can switch on: IAM that takes its time, and a function that was idle for long.
@ExtendWith(OneEmulator.class)
class OptionsIT {
  private static final Duration LATE = Duration.ofSeconds(3);
  private static Probe probe;

  @BeforeAll
  static void start(LocalAws aws) {
    probe = Probe.of(aws);
  }

  @Test
  void aChangeOfARoleIsSeenAtOnceAndHasItsEffectLater() throws Exception {
    probe.role("late", probe.rootTrust());
    AwsCredentialsProvider session = probe.session(probe.root(), "late", r -> {});
    probe.aws().options().changesOfRolesTakeEffectAfter(LATE);
    try {
      long put = System.nanoTime();
      probe.put("late", allowing("iam:ListRoles"));
      assertThat(probe.iam().listRolePolicies(r -> r.roleName("late")).policyNames())
          .containsExactly("now");
      refused("AccessDenied", () -> list(session));
      while (!allowed(session)) {
        Thread.sleep(100);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - put)).isGreaterThanOrEqualTo(LATE);
      probe.iam().deleteRolePolicy(r -> r.roleName("late").policyName("now"));
      list(session);
    } finally {
      probe.aws().options().changesOfRolesTakeEffectAfter(Duration.ZERO);
    }
    refused("AccessDenied", () -> list(session));
  }

  private static void list(AwsCredentialsProvider session) {
    try (IamClient iam = probe.aws().clients().of(IamClient.builder(), session)) {
      iam.listRoles();
    }
  }

  private static boolean allowed(AwsCredentialsProvider session) {
    try {
      list(session);
      return true;
    } catch (AwsServiceException refused) {
      return false;
    }
  }

  @Test
  void theCallThatFindsAVersionIdleFailsAndTheNextIsAnswered() {
    probe.role("idle-function", trust("lambda.amazonaws.com"));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("FunctionName", "idle");
    properties.put("Runtime", "python3.11");
    properties.put("Handler", "index.h");
    properties.put("Role", probe.roleArn("idle-function"));
    properties.put("Code", Map.of("ZipFile", "def h(event, context):\n    return 'here'\n"));
    probe.stack("idle", Map.of("F", Probe.resource("AWS::Lambda::Function", properties)), Map.of());
    try (LambdaClient lambda = probe.aws().clients().of(LambdaClient.builder(), probe.root())) {
      String version = lambda.publishVersion(r -> r.functionName("idle")).version();
      probe.aws().options().leaveIdle("idle");
      assertThat(answer(lambda, "idle")).as("$LATEST is never idle").isEqualTo("\"here\"");
      refused("SnapStartNotReadyException", () -> answer(lambda, "idle:" + version));
      for (String name : List.of("idle:" + version, "idle")) {
        assertThat(answer(lambda, name)).isEqualTo("\"here\"");
      }
    }
  }

  private static String answer(LambdaClient lambda, String name) {
    return lambda.invoke(r -> r.functionName(name)).payload().asUtf8String();
  }
}
