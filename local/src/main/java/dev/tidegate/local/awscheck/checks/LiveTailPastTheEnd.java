package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.AwsCheckException;
import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/// Tests a live tail of a log group that is open when the session's policy reaches its end.
///
/// The SDK's own call needs an asynchronous client, which nothing else here does, so the request is
/// signed by the SDK and sent over plain HTTP. A live tail sends an update every second.
public final class LiveTailPastTheEnd implements Check {
  private static final int BEFORE = 20;
  private static final int AFTER = 20;

  @Override
  public String name() {
    return "live-tail-past-the-end";
  }

  @Override
  public String assumed() {
    return "A live tail goes on after the date in its session's policy, so sessions must not open"
        + " one.";
  }

  @Override
  public CheckResult tryOn(Trial trial) {
    return trial.onAwsAlone(
        () -> {
          Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(BEFORE);
          String policy =
              """
              {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:StartLiveTail",
               "Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"%s"}}}]}\
              """
                  .formatted(end);
          AwsSessionCredentials session =
              trial.session(
                  trial.account().credentials(),
                  trial.output("ProbeRoleArn"),
                  r -> r.roleSessionName("tails").policy(policy));
          try {
            return watched(open(trial, session), end);
          } catch (IOException failed) {
            throw new AwsCheckException("The live tail could not be opened.", failed);
          }
        });
  }

  private static CheckResult watched(HttpURLConnection tail, Instant end) throws IOException {
    if (tail.getResponseCode() != 200) {
      return new CheckResult.Differs(
          "opening it before the end answered " + tail.getResponseCode());
    }
    Instant last = Instant.now();
    try (InputStream updates = tail.getInputStream()) {
      byte[] some = new byte[8192];
      while (last.isBefore(end.plusSeconds(AFTER)) && updates.read(some) > 0) {
        last = Instant.now();
      }
    } catch (SocketTimeoutException silent) {
      // Nothing arrived for ten seconds, so `last` is the last update.
    } finally {
      tail.disconnect();
    }
    long seconds = ChronoUnit.SECONDS.between(end, last);
    return CheckResult.of(
        seconds >= AFTER, "the last update came " + seconds + " s after the date in the policy");
  }

  private static HttpURLConnection open(Trial trial, AwsSessionCredentials session)
      throws IOException {
    String body = "{\"logGroupIdentifiers\":[\"" + trial.output("TailedGroupArn") + "\"]}";
    URI uri =
        URI.create("https://streaming-logs." + trial.account().region().id() + ".amazonaws.com/");
    ContentStreamProvider content = ContentStreamProvider.fromUtf8String(body);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(session)
                        .request(
                            SdkHttpRequest.builder()
                                .uri(uri)
                                .method(SdkHttpMethod.POST)
                                .putHeader("content-type", "application/x-amz-json-1.1")
                                .putHeader("x-amz-target", "Logs_20140328.StartLiveTail")
                                .build())
                        .payload(content)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "logs")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, trial.account().region().id()));
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(10_000);
    connection.setReadTimeout(10_000);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    for (Map.Entry<String, List<String>> header : signed.request().headers().entrySet()) {
      if (!header.getKey().equalsIgnoreCase("host")) {
        connection.setRequestProperty(header.getKey(), String.join(",", header.getValue()));
      }
    }
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    return connection;
  }
}
