package dev.tidegate.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// An emulated AWS on this machine, with IAM enforced, isolated from the user's own AWS settings.
///
/// `start` alone gives an emulator without stacks, enough for an adapter's contract suite. `deploy`
/// adds the broker account with the same zips and template that go to AWS, a target account, and
/// demo people. `close` ends everything; so does the end of the JVM, even when it is killed.
///
/// ```java
/// try (LocalAws aws = LocalAws.start(repoRoot, Progress.to(System.err))) {
///   Outputs outputs = aws.deploy();
///   String token = aws.signIn("alice");
/// }
/// ```
///
/// Needs Python 3.10 or newer, and the Python package index the first time. `local/README.md` lists
/// what the emulator does and does not enforce.
public final class LocalAws implements AutoCloseable {
  /// The broker account. The emulator routes unsigned calls, such as signing in, to this account.
  public static final String BROKER_ACCOUNT = "000000000000";

  public static final String TARGET_ACCOUNT = "222222222222";
  public static final Region REGION = Region.EU_CENTRAL_1;
  public static final String STACK = "tidegate";

  private final Path repoRoot;
  private final Progress progress;
  private final Emulator emulator;
  private final Clients clients;
  private final Deque<AutoCloseable> helpers = new ArrayDeque<>();
  private final Thread atExit = new Thread(this::end, "local-aws-exit");
  private final EmulatorOptions options;
  private Optional<Outputs> outputs = Optional.empty();

  private LocalAws(Path repoRoot, Progress progress, Emulator emulator) {
    this.repoRoot = repoRoot;
    this.progress = progress;
    this.emulator = emulator;
    this.clients = new Clients(emulator.endpoint());
    this.options = new EmulatorOptions(emulator.folder().path());
  }

  /// Starts the emulator for the repository at `repoRoot`; its files are in the repository's
  /// `.local` folder.
  public static LocalAws start(Path repoRoot, Progress progress) {
    Path root = repoRoot.toAbsolutePath().normalize();
    Path home = root.resolve(".local");
    PythonEnvironment python =
        PythonEnvironment.of(
            home.resolve("python"), root.resolve("local/requirements.txt"), "emulator", progress);
    progress.line("Starting the emulator");
    Emulator emulator =
        Emulator.start(python, home, FunctionProcesses.environment(root, home), progress);
    LocalAws aws = new LocalAws(root, progress, emulator);
    Runtime.getRuntime().addShutdownHook(aws.atExit);
    progress.line(
        "The emulator answers at " + emulator.endpoint() + " (log: " + emulator.log() + ")");
    return aws;
  }

  /// Deploys both accounts and returns what clients need to know. Must be called only once.
  public Outputs deploy() {
    if (outputs.isPresent()) {
      throw new IllegalStateException("deployed already");
    }
    if (!Files.isDirectory(repoRoot.resolve("local/target/runtime-client"))) {
      throw new LocalAwsException(
          "Not built yet: local/target/runtime-client. Run `mvn -B package` first.");
    }
    SignInEndpoint signIn = SignInEndpoint.start(clients, Clock.systemUTC());
    helpers.push(signIn);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("PasswordSignIn", "true");
    parameters.put("DeletionProtection", "false");
    parameters.put("SweepRate", "rate(1 minute)");
    parameters.put("CheckpointGraceSeconds", "15");
    parameters.put("RequireTls", "false");
    parameters.put("TargetAccounts", TARGET_ACCOUNT);
    parameters.put("FederationEndpoint", signIn.uri().toString());
    Map<String, String> broker = new Broker(clients, repoRoot).make(parameters, progress);
    progress.line("Deploying infrastructure/target-account into account " + TARGET_ACCOUNT);
    Map<String, String> target = new TargetAccount(clients, repoRoot).make(progress);
    DynamoDbClient dynamo = clients.of(DynamoDbClient.builder(), clients.root(BROKER_ACCOUNT));
    helpers.push(dynamo);
    helpers.push(WatchExpiry.start(dynamo, required(broker, "WatchTableName"), Clock.systemUTC()));
    People people = people(broker);
    progress.line(
        "Making the demo people: "
            + String.join(", ", People.GROUPS.keySet().stream().sorted().toList()));
    Outputs made = new Outputs(collect(broker, target, people.make(), signIn.uri()));
    made.write(runFolder().resolve("stack.properties"));
    outputs = Optional.of(made);
    return made;
  }

  private Map<String, String> collect(
      Map<String, String> broker,
      Map<String, String> target,
      Map<String, String> passwords,
      URI signIn) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("aws.endpoint", endpoint().toString());
    all.put("aws.region", REGION.id());
    all.put("broker.account", BROKER_ACCOUNT);
    all.put("broker.stack", STACK);
    all.put("api.url", endpoint() + "/_aws/execute-api/" + required(broker, "ApiId") + "/$default");
    all.put("auth.issuer", required(broker, "Issuer"));
    all.put("auth.endpoint", endpoint().toString());
    all.put("auth.pool-id", required(broker, "UserPoolId"));
    all.put("auth.client-id", required(broker, "UserPoolClientId"));
    all.put("signin.endpoint", signIn.toString());
    all.put("table", required(broker, "TableName"));
    all.put("watch-table", required(broker, "WatchTableName"));
    all.put("ledger-table", required(broker, "LedgerTableName"));
    all.put("record-bucket", required(broker, "RecordBucketName"));
    all.put("checkpoint-key", required(broker, "CheckpointKeyArn"));
    all.put("activity-table", required(broker, "ActivityTableName"));
    all.put("activity-queue", required(broker, "ActivityQueueUrl"));
    all.put("bus", required(broker, "BusName"));
    all.put("schedule-group", required(broker, "ScheduleGroupName"));
    all.put("schedule-role", "arn:aws:iam::" + BROKER_ACCOUNT + ":role/" + STACK + "-schedule");
    broker.forEach(
        (key, value) -> {
          if (key.endsWith("RoleArn")) {
            String function = dashed(key.substring(0, key.length() - "RoleArn".length()));
            all.put("function." + function, STACK + "-" + function);
            all.put("role." + function, value);
            String place = "arn:aws:lambda:" + REGION.id() + ":" + BROKER_ACCOUNT + ":function:";
            all.put("arn." + function, place + STACK + "-" + function);
          }
        });
    all.put("target.account", TARGET_ACCOUNT);
    all.put("target.stack", TargetAccount.STACK);
    all.put("target.external-id", TargetAccount.EXTERNAL_ID);
    all.put("target.access-role", required(target, "AccessRoleArn"));
    all.put("target.revoker-role", required(target, "RevokerRoleArn"));
    all.put("target.attacher-role", required(target, "AttacherRoleArn"));
    all.put("target.observer-role", required(target, "ObserverRoleArn"));
    all.put("target.tables", String.join(",", TargetAccount.TABLES));
    all.put("target.eligible-role", TargetAccount.ELIGIBLE_ROLE);
    all.put("target.other-role", TargetAccount.OTHER_ROLE);
    passwords.forEach(
        (name, password) -> {
          all.put("user." + name + ".password", password);
          all.put(
              "user." + name + ".groups",
              String.join(",", People.GROUPS.getOrDefault(name, List.of())));
        });
    return all;
  }

  /// Converts `StartGrant` to `start-grant`.
  private static String dashed(String camel) {
    return camel.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String required(Map<String, String> stack, String name) {
    return Optional.ofNullable(stack.get(name))
        .orElseThrow(() -> new LocalAwsException("The stack has no output " + name + "."));
  }

  private People people(Map<String, String> broker) {
    return new People(
        clients, required(broker, "UserPoolId"), required(broker, "UserPoolClientId"));
  }

  /// Returns the result of [#deploy]. Throws before that.
  public Outputs outputs() {
    return outputs.orElseThrow(() -> new IllegalStateException("nothing is deployed yet"));
  }

  /// Signs in one of the demo people and returns a new access token.
  public String signIn(String name) {
    Outputs all = outputs();
    return new People(clients, all.get("auth.pool-id"), all.get("auth.client-id"))
        .signIn(name, all.get("user." + name + ".password"));
  }

  public URI endpoint() {
    return emulator.endpoint();
  }

  /// Returns the factory of SDK clients for this emulator.
  public Clients clients() {
    return clients;
  }

  /// Returns credentials of the role of one of the broker's functions, such as `requests` or
  /// `start-grant`.
  ///
  /// The emulator lets an account's root assume a role that trusts a service; AWS does not.
  public AwsCredentialsProvider functionRole(String function) {
    try (StsClient sts = clients.of(StsClient.builder(), clients.root(BROKER_ACCOUNT))) {
      Credentials credentials =
          sts.assumeRole(
                  request ->
                      request
                          .roleArn(
                              "arn:aws:iam::" + BROKER_ACCOUNT + ":role/" + STACK + "-" + function)
                          .roleSessionName(STACK + "-" + function))
              .credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              credentials.accessKeyId(),
              credentials.secretAccessKey(),
              credentials.sessionToken()));
    }
  }

  /// Returns what a function has logged so far, oldest first.
  public List<String> functionLog(String function) {
    try (CloudWatchLogsClient logs =
        clients.of(CloudWatchLogsClient.builder(), clients.root(BROKER_ACCOUNT))) {
      return logs
          .filterLogEventsPaginator(
              request -> request.logGroupName("/aws/lambda/" + STACK + "-" + function))
          .events()
          .stream()
          .map(FilteredLogEvent::message)
          .toList();
    }
  }

  /// Returns the behaviour that a test can switch on while the emulator runs.
  public EmulatorOptions options() {
    return options;
  }

  /// Returns the folder with the files of this run; it is deleted on [#close].
  public Path runFolder() {
    return emulator.folder().path();
  }

  /// Returns whether the emulator is still running.
  public boolean alive() {
    return emulator.alive();
  }

  boolean askedToStop() {
    return emulator.folder().askedToStop() || !emulator.alive();
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // The hook is already running.
    }
  }

  private synchronized void end() {
    while (!helpers.isEmpty()) {
      try {
        helpers.pop().close();
      } catch (Exception failed) {
        progress.line("Closing: " + failed.getMessage());
      }
    }
    emulator.close();
  }
}
