package dev.tidegate.adapters.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class LogTest {
  private final Captured out = new Captured();
  private final Log log = Log.to(out.stream(), "sessions");

  @Test
  void aLineIsOneJsonObject() {
    log.with(LogKey.INVOCATION, "i-1")
        .info("answered")
        .with(LogKey.STATUS, 200)
        .with(LogKey.DETAIL, "two\nlines")
        .write();

    assertThat(out.text()).hasLineCount(1);
    assertThat(out.lines().getFirst())
        .isEqualTo(
            Map.of(
                "level", "INFO",
                "message", "answered",
                "function", "sessions",
                "invocation", "i-1",
                "status", 200L,
                "detail", "two\nlines"));
  }

  @Test
  void credentialsAreStars() {
    Credentials secret = new Credentials("AKIA-id", "key-of-it", "token-of-it", Instant.EPOCH);

    log.warn("oops").with(LogKey.DETAIL, secret).write();

    assertThat(out.text()).contains("\"detail\":\"***\"").doesNotContain("of-it");
  }

  @Test
  void onlyAFaultTellsItsMessage() {
    Throwable hidden = new IllegalStateException("body was secret-text");
    log.error("failed").with(new Fault(Fault.Kind.BROKEN, "the policy is gone", hidden)).write();

    assertThat(out.lines().getFirst().get("error"))
        .isEqualTo(
            List.of(
                "dev.tidegate.core.fault.Fault BROKEN: the policy is gone",
                "java.lang.IllegalStateException"));
    assertThat(out.text()).doesNotContain("secret-text").contains("LogTest.onlyAFaultTells");
  }

  @Test
  void ofAnAwsErrorTheCodeIsTold() {
    Throwable aws =
        AwsServiceException.builder()
            .message("User arn:... is not authorized")
            .requestId("req-1")
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
            .build();

    log.error("failed").with(aws).write();

    assertThat(out.text()).contains("AccessDenied, request req-1").doesNotContain("authorized");
  }
}
