package dev.tidegate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.local.LocalAws;
import dev.tidegate.local.LocalAwsException;
import dev.tidegate.local.Outputs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The story: asking, approving, using, ending, revoking, a temporary policy, and the record of it
/// all.
final class DemoScript {
  private final LocalAws aws;
  private final Outputs stack;
  private final Path root;
  private final Path program;
  private final Narrator say;
  private final Person alice;
  private final Person bob;
  private final Person dave;

  DemoScript(LocalAws aws, Outputs stack, Path program, Path root, Narrator say) {
    this.aws = aws;
    this.stack = stack;
    this.root = root;
    this.program = program;
    this.say = say;
    this.alice = new Person("alice", program, aws.runFolder(), say);
    this.bob = new Person("bob", program, aws.runFolder(), say);
    this.dave = new Person("dave", program, aws.runFolder(), say);
  }

  void tell() {
    Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    signIn();
    JsonNode first = askAndApprove("1m");
    useItAndSeeItEnd(first);
    revokeOneOfTwo();
    temporaryPolicy();
    say.step("The record of the first request: who, what, when, why, chained by hash");
    alice.types("show", first.path("id").asText()).orFail();
    new RecordStory(aws, program, say).tell(stack, from);
  }

  private void signIn() {
    say.step("People sign in; Dave (tidegate-admins) pushes the policy file");
    alice.signIn(stack);
    bob.signIn(stack);
    dave.signIn(stack);
    String policy = root.resolve("local/src/main/resources/demo-policy.yaml").toString();
    dave.types("policy", "push", policy, "--yes").orFail();
  }

  private JsonNode askAndApprove(String duration) {
    say.step("Alice (orders-dev) asks for one table, for one minute, for a ticket");
    alice
        .types(
            "explain",
            "orders-table-read",
            "-p",
            "table=orders",
            "-d",
            duration,
            "-u",
            "incident",
            "-t",
            "OPS-4711",
            "-r",
            "orders are stuck")
        .orFail();
    JsonNode request = ask(duration);
    String id = request.path("id").asText();
    say.command(
        "alice",
        "tidegate request orders-table-read -p table=orders -d "
            + duration
            + " -u incident -t OPS-4711 -r 'orders are stuck'");
    say.output("request " + id + " is " + request.path("state").asText());
    say.step("Bob (orders-leads) sees what is asked, and approves exactly that");
    bob.types("list", "waiting").orFail();
    bob.types("approve", id, "--yes", "--comment", "go ahead").orFail();
    return untilActive(request);
  }

  private JsonNode ask(String duration) {
    return alice.json(
        "request",
        "orders-table-read",
        "-p",
        "table=orders",
        "-d",
        duration,
        "-u",
        "incident",
        "-t",
        "OPS-4711",
        "-r",
        "orders are stuck");
  }

  private void useItAndSeeItEnd(JsonNode request) {
    String grant = request.at("/grant/id").asText();
    Instant end = Demo.instant(request, "/grant/endsAt");
    say.step("Alice gets credentials; AWS decides what they may do");
    say.command("alice", "tidegate credentials " + grant + "   (the JSON of credential_process)");
    try (Tables tables = new Tables(aws, credentials(grant))) {
      must("read orders", tables.read("orders"), true);
      must("read payments, the neighbour", tables.read("payments"), false);
      must("write orders", tables.write("orders"), false);
      console(grant);
      say.step("The grant ends at " + end + "; the credentials themselves would live on");
      waitForTheEnd(tables, end);
    }
    say.fact("asking for new credentials:");
    alice.types("credentials", grant);
  }

  private void waitForTheEnd(Tables tables, Instant end) {
    long told = Long.MAX_VALUE;
    String answer = tables.read("orders");
    Instant asked = Instant.now();
    while (Tables.allowed(answer)) {
      if (asked.isAfter(end)) {
        throw new LocalAwsException("Still allowed at " + asked + ", after the end at " + end);
      }
      long left = Duration.between(asked, end).toSeconds();
      if (left / 10 < told) {
        told = left / 10;
        say.progress("still allowed, " + left + " s left");
      }
      pause(Duration.ofMillis(50));
      asked = Instant.now();
      answer = tables.read("orders");
    }
    say.fact(
        "read orders: "
            + answer
            + ", asked "
            + Duration.between(end, asked).toMillis()
            + " ms after the end");
  }

  private void console(String grant) {
    String url = alice.json("console", grant).path("url").asText();
    say.command("alice", "tidegate console " + grant);
    say.output(url.replaceAll("SigninToken=[^&]*", "SigninToken=***"));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> page =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (page.statusCode() != 200 || !page.body().contains(grant)) {
        throw new LocalAwsException("The sign-in URL does not open as the grant's session.");
      }
      say.fact("opened: signed in as the session " + grant);
    } catch (IOException e) {
      throw new LocalAwsException("The sign-in URL does not open.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalAwsException("Interrupted.", e);
    }
  }

  private void revokeOneOfTwo() {
    say.step("Alice has two grants at once; Bob revokes one");
    JsonNode one = granted("30m");
    JsonNode other = granted("30m");
    String revoked = one.at("/grant/id").asText();
    try (Tables first = new Tables(aws, credentials(revoked));
        Tables second = new Tables(aws, credentials(other.at("/grant/id").asText()))) {
      must("first grant: read orders", first.read("orders"), true);
      must("second grant: read orders", second.read("orders"), true);
      Instant at = Instant.now();
      bob.types("revoke", revoked, "--reason", "the incident is over").orFail();
      String answer = until(() -> first.read("orders"), false);
      say.fact(
          "first grant: read orders: "
              + answer
              + ", "
              + Duration.between(at, Instant.now()).toMillis()
              + " ms after Bob pressed return");
      must("second grant: read orders", second.read("orders"), true);
    }
  }

  private JsonNode granted(String duration) {
    JsonNode request = ask(duration);
    bob.json("approve", request.path("id").asText(), "--yes");
    return untilActive(request);
  }

  private void temporaryPolicy() {
    say.step("The build system's role ci-deploy gets a temporary inline policy");
    try (Tables build = new Tables(aws, buildSystem())) {
      must("ci-deploy: write deployments", build.write("deployments"), false);
      JsonNode request =
          alice.json(
              "request",
              "ci-deploy-hotfix",
              "-d",
              "30m",
              "-u",
              "hotfix",
              "-t",
              "OPS-4712",
              "-r",
              "hotfix 1.2.4");
      bob.json("approve", request.path("id").asText(), "--yes");
      JsonNode active = untilActive(request);
      say.fact("ci-deploy: write deployments: " + until(() -> build.write("deployments"), true));
      alice.types("withdraw", active.path("id").asText()).orFail();
      say.fact("ci-deploy: write deployments: " + until(() -> build.write("deployments"), false));
    }
  }

  private AwsCredentials credentials(String grant) {
    JsonNode json = alice.json("credentials", grant);
    return AwsSessionCredentials.create(
        json.path("AccessKeyId").asText(),
        json.path("SecretAccessKey").asText(),
        json.path("SessionToken").asText());
  }

  private AwsCredentials buildSystem() {
    String account = LocalAws.TARGET_ACCOUNT;
    try (StsClient sts = aws.clients().of(StsClient.builder(), aws.clients().root(account))) {
      Credentials made =
          sts.assumeRole(
                  r ->
                      r.roleArn("arn:aws:iam::" + account + ":role/ci-deploy")
                          .roleSessionName("build-4711"))
              .credentials();
      return AwsSessionCredentials.create(
          made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
    }
  }

  private JsonNode untilActive(JsonNode request) {
    String id = request.path("id").asText();
    for (int i = 0; i < 120; i++) {
      JsonNode shown = alice.json("show", id);
      if (shown.at("/grant/state").asText().equals("Active")) {
        say.fact(
            "grant "
                + shown.at("/grant/id").asText()
                + " is Active until "
                + shown.at("/grant/endsAt").asText());
        return shown;
      }
      pause(Duration.ofMillis(500));
    }
    throw new LocalAwsException("Request " + id + " did not become active within a minute.");
  }

  private void must(String what, String answer, boolean allowed) {
    say.fact(what + ": " + answer);
    if (Tables.allowed(answer) != allowed) {
      throw new LocalAwsException(what + " must be " + (allowed ? "allowed" : "refused") + ".");
    }
  }

  private static String until(Supplier<String> ask, boolean allowed) {
    for (int i = 0; i < 600; i++) {
      String answer = ask.get();
      if (Tables.allowed(answer) == allowed) {
        return answer;
      }
      pause(Duration.ofMillis(100));
    }
    throw new LocalAwsException("Not " + (allowed ? "allowed" : "refused") + " within a minute.");
  }

  private static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalAwsException("Interrupted.", e);
    }
  }
}
