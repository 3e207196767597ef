package dev.tidegate.adapters.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.fault.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FederationSignInTest {
  private static final Credentials CREDENTIALS =
      new Credentials("ASIAKEY", "se/cr+et", "to\"k=en&", Instant.parse("2026-11-20T10:00:00Z"));

  private record Answer(int status, String body) {}

  private record Call(String method, String query, Map<String, String> form) {}

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private URI endpoint;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/federation",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          calls.add(
              new Call(
                  exchange.getRequestMethod(),
                  String.valueOf(exchange.getRequestURI().getRawQuery()),
                  fields(body)));
          Answer answer = answers.size() > 1 ? answers.pop() : answers.getFirst();
          byte[] out = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), out.length);
          exchange.getResponseBody().write(out);
          exchange.close();
        });
    server.start();
    endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/federation");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theCredentialsGoInTheBodyOfOnePostWithoutASessionDuration() {
    answers.add(new Answer(200, "{\"SigninToken\":\"t-1\"}"));

    signIn().url(CREDENTIALS, account("aws", "eu-central-1"));

    assertThat(calls)
        .containsExactly(
            new Call(
                "POST",
                "null",
                Map.of(
                    "Action",
                    "getSigninToken",
                    "Session",
                    "{\"sessionId\":\"ASIAKEY\",\"sessionKey\":\"se/cr+et\","
                        + "\"sessionToken\":\"to\\\"k=en&\"}")));
  }

  @Test
  void theUrlLogsInWithTheTokenAndOpensTheConsoleOfTheAccount() {
    answers.add(new Answer(200, "{\"x\":{\"SigninToken\":\"no\"},\"SigninToken\":\"t+/=1\"}"));

    URI url = signIn().url(CREDENTIALS, account("aws", "eu-central-1"));

    assertThat(url.toString()).startsWith(endpoint + "?");
    assertThat(fields(url.getRawQuery()))
        .isEqualTo(
            Map.of(
                "Action", "login",
                "Issuer", "https://tidegate.example/x?y=1&z=2",
                "Destination",
                    "https://eu-central-1.console.aws.amazon.com/console/home?region=eu-central-1",
                "SigninToken", "t+/=1"));
    assertThat(url.toString()).doesNotContain("ASIAKEY");
  }

  @Test
  void withoutAnIssuerNoneIsSent() {
    answers.add(new Answer(200, "{\"SigninToken\":\"t\"}"));

    URI url =
        new FederationSignIn(Optional.of(endpoint), Optional.empty())
            .url(CREDENTIALS, account("aws", "eu-central-1"));

    assertThat(fields(url.getRawQuery())).doesNotContainKey("Issuer");
  }

  @ParameterizedTest(name = "status {0} is {1} after {2} calls")
  @CsvSource({
    "500, BUSY, 2",
    "503, BUSY, 2",
    "429, BUSY, 2",
    "400, DENIED, 1",
    "403, DENIED, 1",
    "302, BROKEN, 1",
    "404, BROKEN, 1",
  })
  void anErrorIsKnownByItsStatusAndItsPageIsNotRepeated(int status, Fault.Kind kind, int tries) {
    answers.add(new Answer(status, "<html>Invalid credentials parameter ASIAKEY se/cr+et</html>"));

    assertThatThrownBy(() -> signIn().url(CREDENTIALS, account("aws", "eu-central-1")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(Integer.toString(status))
        .hasMessageNotContaining("html")
        .hasMessageNotContaining("ASIAKEY")
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(kind);
    assertThat(calls).hasSize(tries);
  }

  @Test
  void aHiccupIsTriedAgain() {
    answers.add(new Answer(500, ""));
    answers.add(new Answer(200, "{\"SigninToken\":\"t\"}"));

    assertThat(signIn().url(CREDENTIALS, account("aws", "eu-central-1")).getQuery())
        .contains("SigninToken=t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"{}", "<html>", "[]", "{\"SigninToken\":7}", "{\"SigninToken\":\"\"}", "{\"Sig"})
  void anAnswerWithoutATokenIsBroken(String body) {
    answers.add(new Answer(200, body));

    assertThatThrownBy(() -> signIn().url(CREDENTIALS, account("aws", "eu-central-1")))
        .isInstanceOf(Fault.class)
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.BROKEN);
  }

  @Test
  void nobodyAtTheOtherEndIsBusy() {
    server.stop(0);

    assertThatThrownBy(() -> signIn().url(CREDENTIALS, account("aws", "eu-central-1")))
        .isInstanceOf(Fault.class)
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.BUSY);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "aws, eu-central-1, eu-central-1.signin.aws.amazon.com, eu-central-1.console.aws.amazon.com",
    "aws-us-gov, us-gov-west-1, signin.amazonaws-us-gov.com, console.amazonaws-us-gov.com",
    "aws-us-gov, us-gov-east-1, us-gov-east-1.signin.amazonaws-us-gov.com,"
        + " console.amazonaws-us-gov.com",
    "aws-cn, cn-north-1, signin.amazonaws.cn, console.amazonaws.cn",
  })
  void eachPartitionHasItsOwnHosts(String partition, String region, String signin, String console) {
    Account account = account(partition, region);

    assertThat(Hosts.federation(account))
        .isEqualTo(URI.create("https://" + signin + "/federation"));
    assertThat(Hosts.console(account))
        .isEqualTo(URI.create("https://" + console + "/console/home?region=" + region));
  }

  private FederationSignIn signIn() {
    return new FederationSignIn(
        Optional.of(endpoint), Optional.of(URI.create("https://tidegate.example/x?y=1&z=2")));
  }

  private static Account account(String partition, String region) {
    return new Account(
        new Name("prod"), "222222222222", partition, region, "an-external-id", Map.of());
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      fields.put(
          URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }
}
