package dev.tidegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/// `./aws-check` itself, as a process of its own, against the laptop's AWS: what that can show is
/// shown, what it cannot is said, and nothing is left.
///
/// It deploys stacks of its own, so it has an AWS of its own, and nothing to do with the stack of
/// the other tests.
@Order(1)
class AwsCheckIT {
  private static final Path ROOT = Path.of(System.getProperty("tidegate.root"));
  private static final int DIFFERS = 3;
  private static final String GIVEN =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>given</SecretAccessKey>
      <SessionToken>given</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
      </AssumeRoleResult></AssumeRoleResponse>
      """;

  private static LocalAws aws;

  record Ran(int exit, String out, String err) {}

  @BeforeAll
  static void start() {
    Assumptions.assumeTrue(
        Running.givenStack().isEmpty(), "needs a laptop's AWS; this run is against another stack");
    aws = LocalAws.start(ROOT, Progress.to(System.err));
  }

  @AfterAll
  static void stop() {
    if (aws != null) {
      aws.close();
    }
  }

  @Test
  void theCommandWalksTheStoryTriesWhatItCanAndLeavesNothing(@TempDir Path folder)
      throws Exception {
    Ran ran = run(folder, arguments(aws.endpoint().toString()));
    assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
    assertThat(rows(ran, "as assumed"))
        .contains(
            "session-ends",
            "session-revoked",
            "temporary-policy",
            "deny-takes-effect",
            "probe-under-deny",
            "chained-hour",
            "queue-statement",
            "claims-as-text",
            "object-lock");
    assertThat(rows(ran, "could not be tried"))
        .containsExactlyInAnyOrder(
            "console-sign-in",
            "console-issue-time",
            "events-of-another-account",
            "idle-version",
            "live-tail-past-the-end",
            "packed-size",
            "snapshot-restored");
    assertThat(ran.out()).doesNotContain(LocalAws.BROKER_ACCOUNT, "ASIA");
    assertThat(left()).isEmpty();
  }

  @Test
  void aCheckThatDiffersIsReportedAndGivesAnotherExitCode(@TempDir Path folder) throws Exception {
    AwsProxy givesChainedSessionsOverAnHour = overAnHour();
    List<String> arguments = arguments(givesChainedSessionsOverAnHour.url());
    arguments.addAll(List.of("--only", "probe-under-deny,chained-hour"));
    Ran ran = run(folder, arguments);
    assertThat(ran.exit()).as(ran.err() + ran.out()).isEqualTo(DIFFERS);
    assertThat(rows(ran, "**differs**")).containsExactly("chained-hour");
    assertThat(rows(ran, "as assumed")).containsExactly("probe-under-deny");
    assertThat(left()).isEmpty();
  }

  /// AWS as it would be if it gave chained sessions of more than an hour.
  private static AwsProxy overAnHour() throws IOException {
    List<AwsProxy> self = new ArrayList<>();
    self.add(
        new AwsProxy(
            aws,
            (exchange, body) -> {
              AwsProxy proxy = self.getFirst();
              String asked = new String(body, StandardCharsets.UTF_8);
              if (asked.contains("DurationSeconds=3601")) {
                exchange.getResponseHeaders().set("content-type", "text/xml");
                AwsProxy.respond(exchange, 200, GIVEN.getBytes(StandardCharsets.UTF_8));
              } else {
                AwsProxy.respond(exchange, proxy.send(proxy.passedOn(exchange, body)));
              }
            }));
    return self.getFirst();
  }

  @Test
  void itRefusesAnAccountThatIsNotThatOfTheCredentials(@TempDir Path folder) throws Exception {
    List<String> arguments = arguments(aws.endpoint().toString());
    arguments.set(arguments.indexOf(LocalAws.BROKER_ACCOUNT), LocalAws.TARGET_ACCOUNT);
    Ran ran = run(folder, arguments);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("nothing was made");
    assertThat(run(folder, List.of("--yes")).exit()).as("no --account").isEqualTo(2);
  }

  private static List<String> arguments(String endpoint) {
    return new ArrayList<>(
        List.of(
            "--account",
            LocalAws.BROKER_ACCOUNT,
            "--endpoint",
            endpoint,
            "--region",
            LocalAws.REGION.id(),
            "--yes"));
  }

  private static List<String> rows(Ran ran, String verdict) {
    return ran.out()
        .lines()
        .filter(line -> line.contains("| " + verdict + " |"))
        .map(line -> line.replaceAll("^\\| `([a-z-]+)`.*", "$1"))
        .toList();
  }

  /// The script that people start, with what is built already.
  private static Ran run(Path folder, List<String> arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(ROOT.resolve("aws-check").toString()));
    line.addAll(arguments);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("AWS_"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("TIDEGATE_BUILT", "yes");
    environment.put("AWS_ACCESS_KEY_ID", LocalAws.BROKER_ACCOUNT);
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /// What of the command's is still there.
  private static List<String> left() {
    List<String> names = new ArrayList<>();
    AwsCredentialsProvider root = aws.clients().root(LocalAws.BROKER_ACCOUNT);
    try (CloudFormationClient stacks = aws.clients().of(CloudFormationClient.builder(), root);
        S3Client s3 = aws.clients().of(S3Client.builder().forcePathStyle(true), root);
        DynamoDbClient dynamo = aws.clients().of(DynamoDbClient.builder(), root);
        IamClient iam = aws.clients().of(IamClient.builder(), root)) {
      stacks.describeStacksPaginator().stacks().stream()
          .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
          .map(Stack::stackName)
          .forEach(names::add);
      s3.listBuckets().buckets().stream().map(Bucket::name).forEach(names::add);
      names.addAll(dynamo.listTablesPaginator().tableNames().stream().toList());
      iam.listRolesPaginator().roles().stream().map(Role::roleName).forEach(names::add);
    }
    names.removeIf(name -> !name.startsWith("tg-check-") && !name.startsWith("Tidegate"));
    return names;
  }
}
