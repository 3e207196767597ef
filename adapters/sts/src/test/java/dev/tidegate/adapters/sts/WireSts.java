package dev.tidegate.adapters.sts;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/// A server on loopback that answers as it is told, and a real client of it.
final class WireSts implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final List<Map<String, String>> calls = Collections.synchronizedList(new ArrayList<>());
  private volatile Answer answer = new Answer(500, "");

  WireSts() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          calls.add(
              form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/xml");
          exchange.getResponseHeaders().add("x-amzn-RequestId", "q-1");
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  void answer(int status, String body) {
    answer = new Answer(status, body);
  }

  void error(int status, String code, String message) {
    answer(
        status,
        "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(code, message));
  }

  void session(int packed) {
    answer(
        200,
        """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
        <Credentials><AccessKeyId>ASIAKEY</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
        <SessionToken>token</SessionToken><Expiration>2026-11-20T10:00:00Z</Expiration></Credentials>
        <PackedPolicySize>%d</PackedPolicySize></AssumeRoleResult></AssumeRoleResponse>
        """
            .formatted(packed));
  }

  List<Map<String, String>> calls() {
    return List.copyOf(calls);
  }

  StsClient client() {
    return StsClient.builder()
        .region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAKEY", "key")))
        .httpClient(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(5)).build())
        .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  private static Map<String, String> form(String body) {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : body.split("&")) {
      int equals = pair.indexOf('=');
      fields.put(
          URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
