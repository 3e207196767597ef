package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.FakeServer.Given;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged `bin/tidegate`, run as a process.
final class LauncherIT {
  private static final Path BIN =
      Path.of(System.getProperty("tidegate.bin", "target/tidegate/bin/tidegate")).toAbsolutePath();
  private static final String GRANT = "g-" + World.ID;

  /// How a process ended.
  private record Ended(int code, String out, String err) {}

  private volatile String credentials =
      Samples.CREDENTIALS.replace("2026-03-03T12:00:00Z", "2099-01-01T00:00:00Z");
  private final FakeServer api =
      new FakeServer(
          asked ->
              switch (asked.path()) {
                case "/v1/grants/g-0123456789abcdef/credentials" -> Given.json(200, credentials);
                case "/v1/requests" -> Given.json(200, "{\"items\":[]}");
                default -> Given.json(404, Samples.problem("not-found", 404, ""));
              });
  private Path home;
  private Path cache;

  @BeforeEach
  void home(@TempDir Path folder) throws IOException {
    home = Files.createDirectory(folder.resolve("a home"));
    cache = folder.resolve("cache");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void credentialsAreAllThatIsOnStandardOutputBeforeWithAndAfterTheCache() throws Exception {
    String expected =
        "{\"Version\":1,\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"secret/key+1\",\"SessionToken\":\"session-token==\",\"Expiration\":\"2099-01-01T00:00:00Z\"}\n";
    Map<String, String> environment = Map.of("TIDEGATE_CACHE", cache.toString());

    Ended first = run(environment, BIN.toString(), "credentials", GRANT);
    assertThat(first).isEqualTo(new Ended(0, expected, ""));
    awaitCache();
    assertThat(run(environment, BIN.toString(), "credentials", GRANT))
        .isEqualTo(new Ended(0, expected, ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
  }

  @Test
  void aBrokenCacheIsNoHindrance() throws Exception {
    Map<String, String> environment = Map.of("TIDEGATE_CACHE", cache.toString());
    run(environment, BIN.toString(), "credentials", GRANT);
    Files.write(awaitCache(), new byte[5000]);

    Ended ended = run(environment, BIN.toString(), "credentials", GRANT);

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("{\"Version\":1,").hasLineCount(1);
  }

  @Test
  void worksThroughLinksFromAnywhereAndWithoutACacheFolder() throws Exception {
    Path links = Files.createDirectory(home.resolve("bin"));
    Path first = Files.createSymbolicLink(links.resolve("tide"), BIN);
    Path second = Files.createSymbolicLink(home.resolve("t"), Path.of("bin", "tide"));
    Path blocked = Files.writeString(home.resolve("blocked"), "no folder");

    for (List<String> command :
        List.of(
            List.of(first.toString()),
            List.of(second.toString()),
            List.of("./t"),
            List.of("bin/tide"))) {
      Ended ended = run(Map.of("TIDEGATE_CACHE", blocked + "/cache"), concat(command, "list"));
      assertThat(ended)
          .as("%s", command)
          .isEqualTo(new Ended(0, "You have asked for nothing yet.\n", ""));
    }
    Map<String, String> path = Map.of("PATH", System.getenv("PATH") + ":" + links);
    assertThat(run(path, "sh", "-c", "tide --version").out()).startsWith("tidegate ");
    Files.delete(second);
    Files.delete(first);
  }

  @Test
  void execGivesTheChildTheSessionAndNothingThatCouldWinOverIt() throws Exception {
    Ended ended =
        run(
            Map.of(
                "AWS_PROFILE",
                "other",
                "AWS_ROLE_ARN",
                "x",
                "KEPT",
                "yes",
                "AWS_REGION",
                "eu-north-1"),
            BIN.toString(),
            "exec",
            GRANT,
            "--",
            "env");

    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines())
        .contains(
            "AWS_ACCESS_KEY_ID=ASIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY=secret/key+1",
            "AWS_SESSION_TOKEN=session-token==",
            "AWS_REGION=eu-north-1",
            "KEPT=yes")
        .noneMatch(line -> line.startsWith("AWS_PROFILE=") || line.startsWith("AWS_ROLE_ARN="))
        .noneMatch(line -> line.startsWith("TIDEGATE_TOKEN=") || line.startsWith("tg_"));
  }

  @Test
  void execPassesArgumentsInputAndExitCodeOn() throws Exception {
    Ended ended =
        run(
            Map.of(),
            BIN.toString(),
            "exec",
            GRANT,
            "--",
            "sh",
            "-c",
            "printf '<%s>' \"$@\"; cat; exit 42",
            "sh",
            "a b",
            "",
            "*",
            "--",
            "$HOME");

    assertThat(ended).isEqualTo(new Ended(42, "<a b><><*><--><$HOME>typed", ""));
    assertThat(run(Map.of(), BIN.toString(), "exec", GRANT, "--", "no-such-command").code())
        .isEqualTo(127);
  }

  @Test
  void execWarnsOnTheTerminalWhileItsCommandStillRuns() throws Exception {
    atTheEndOfTheSession();

    Ended ended =
        run(
            Map.of("PATH", home + ":" + System.getenv("PATH")),
            "script",
            "-qec",
            "'" + BIN + "' exec " + GRANT + " -- sh -c 'read line <\"$HOME/said\"; sleep 1'",
            "/dev/null");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("tidegate: The access of this command ends at ");
  }

  @Test
  void execSaysNothingWhereSomebodyReadsToTheEnd() throws Exception {
    atTheEndOfTheSession();

    Ended ended =
        run(
            Map.of("PATH", home + ":" + System.getenv("PATH")),
            BIN.toString(),
            "exec",
            GRANT,
            "--",
            "true");

    assertThat(ended).isEqualTo(new Ended(0, "", ""));
  }

  /// Credentials that are good for another day, and a clock, before every other on the PATH, that
  /// is there already. It is asked by the one who warns alone, and tells a pipe that it was.
  private void atTheEndOfTheSession() throws Exception {
    credentials =
        Samples.CREDENTIALS.replace(
            "2026-03-03T12:00:00Z",
            Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS).toString());
    assertThat(run(Map.of(), "mkfifo", home + "/said").code()).isZero();
    Path clock =
        Files.writeString(
            home.resolve("date"), "#!/bin/sh\necho asked >\"$HOME/said\"\necho 99999999999\n");
    Files.setPosixFilePermissions(clock, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void execStartsNothingWithoutCredentials() throws Exception {
    Ended ended =
        run(Map.of(), BIN.toString(), "exec", "g-zzzzzzzzzzzzzzzz", "--", "echo", "started");

    assertThat(ended.code()).isEqualTo(5);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("Title of not-found.");
    assertThat(run(Map.of(), BIN.toString(), "exec", "--help").out())
        .startsWith("Usage: tidegate exec");
    assertThat(run(Map.of(), BIN.toString(), "exec", GRANT, "echo").code()).isEqualTo(2);
  }

  @Test
  void aSignalToExecIsASignalToItsCommand() throws Exception {
    Path ready = home.resolve("ready");
    Process process =
        start(
            Map.of("READY", ready.toString()),
            List.of(
                BIN.toString(),
                "exec",
                GRANT,
                "--",
                "sh",
                "-c",
                "trap 'exit 7' TERM; : >\"$READY\"; while :; do sleep 0.1; done"));
    for (int waited = 0; waited < 600 && Files.notExists(ready); waited++) {
      Thread.sleep(100);
    }
    process.destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(7);
  }

  @Test
  void policyFilesAreReadByTheProgramAlone() throws Exception {
    Path example = Path.of("..", "docs", "examples", "company").toAbsolutePath().normalize();
    String policy = example.resolve("policy.yaml").toString();

    Ended lint = run(Map.of(), BIN.toString(), "policy", "lint", policy);
    assertThat(lint).isEqualTo(new Ended(0, lint.out(), ""));
    assertThat(lint.out()).endsWith("0 errors, 0 warnings, 3 notes.\n");
    assertThat(
            run(Map.of(), BIN.toString(), "policy", "test", policy, example + "/policy-tests.yaml"))
        .isEqualTo(new Ended(0, "19 of 19 cases passed.\n", ""));
  }

  @Test
  void handingOutCredentialsNeedsNothingOfWhatReadsPolicyFiles() throws Exception {
    run(Map.of(), "cp", "-r", String.valueOf(BIN.resolve("../..").normalize()), home + "/less");
    assertThat(run(Map.of(), "rm", "-r", home + "/less/lib/policy").code()).isZero();

    assertThat(run(Map.of(), home + "/less/bin/tidegate", "credentials", GRANT).code()).isZero();
    assertThat(run(Map.of(), home + "/less/bin/tidegate", "exec", GRANT, "--", "true").code())
        .isZero();
  }

  @Test
  void saysWhatToInstallWhenTheJdkIsTooOld() throws Exception {
    Path old = home.resolve("jdk");
    Files.createDirectories(old.resolve("bin"));
    Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\necho must not run\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.1\"\n");

    Ended ended = run(Map.of("TIDEGATE_JAVA_HOME", old.toString()), BIN.toString(), "--version");

    assertThat(ended.code()).isEqualTo(11);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("is not a JDK of version 25");
  }

  @Test
  void theArchiveHoldsTheSame() throws Exception {
    String archive = System.getProperty("tidegate.archive", "");
    assertThat(run(Map.of(), "tar", "xzf", archive).code()).isZero();
    Path unpacked;
    try (java.util.stream.Stream<Path> folders = Files.list(home)) {
      unpacked =
          folders
              .filter(folder -> String.valueOf(folder.getFileName()).startsWith("tidegate-"))
              .findFirst()
              .orElseThrow();
    }

    assertThat(run(Map.of(), unpacked + "/bin/tidegate", "list").code()).isZero();
  }

  @Test
  void processesThatFindATokenStaleTakeTurns() throws Exception {
    try (FakeIssuer issuer = new FakeIssuer()) {
      Path tokens = Files.createDirectories(home.resolve("config/tokens")).resolve("default.json");
      Files.writeString(
          tokens,
          """
          {"api":"%s","access":"old","expiresAt":"2026-01-01T00:00:00Z","refresh":"%s","clientId":"c","tokenEndpoint":"%s/token"}\
          """
              .formatted(api.address(), issuer.seed(), issuer.issuer()));
      Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
      Map<String, String> environment =
          Map.of("TIDEGATE_TOKEN", "", "TIDEGATE_HOME", home.resolve("config").toString());
      List<Process> processes = new ArrayList<>();
      for (int number = 0; number < 4; number++) {
        processes.add(start(environment, List.of(BIN.toString(), "credentials", GRANT)));
      }
      for (Process process : processes) {
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("{\"Version\":1,");
        assertThat(process.waitFor()).isZero();
      }
      assertThat(issuer.asked("refresh_token")).isEqualTo(1);
      assertThat(Files.readString(tokens)).contains("refresh-1");
    }
  }

  private Path awaitCache() throws Exception {
    for (int waited = 0; waited < 600; waited++) {
      try (java.util.stream.Stream<Path> files = Files.list(cache)) {
        List<Path> names = files.toList();
        if (names.size() == 1 && names.getFirst().toString().endsWith(".aot")) {
          return names.getFirst();
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no cache was made");
  }

  private Ended run(Map<String, String> environment, String... command) throws Exception {
    Process process = start(environment, List.of(command));
    Path err = home.resolve("err");
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return new Ended(code, out, Files.readString(err));
  }

  private Process start(Map<String, String> environment, List<String> command) throws IOException {
    // From a file: whoever ends without reading it breaks no pipe.
    Path typed = Files.writeString(home.resolve("typed"), "typed");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectInput(typed.toFile())
            .redirectError(home.resolve("err").toFile());
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("AWS_") || name.startsWith("TIDEGATE_") || name.contains("JAVA"));
    builder.environment().put("TIDEGATE_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("TIDEGATE_CACHE", "off");
    builder.environment().put("TIDEGATE_API", api.address().toString());
    builder.environment().put("TIDEGATE_TOKEN", "outside-token");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String[] concat(List<String> command, String more) {
    List<String> whole = new ArrayList<>(command);
    whole.add(more);
    return whole.toArray(String[]::new);
  }
}
