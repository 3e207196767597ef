package dev.tidegate.adapters.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/// Takes invocations, and answers each with one status, and with an answer of the function or its
/// error.
public class FakeLambda implements LambdaClient {
  public final List<InvokeRequest> calls = new ArrayList<>();
  public int status = 202;
  public String answer = "";
  public @Nullable String error;

  @Override
  public InvokeResponse invoke(InvokeRequest request) {
    calls.add(request);
    if (status >= 400) {
      throw LambdaException.builder().statusCode(status).build();
    }
    return InvokeResponse.builder()
        .statusCode(status)
        .functionError(error)
        .payload(SdkBytes.fromUtf8String(answer))
        .build();
  }

  @Override
  public String serviceName() {
    return "lambda";
  }

  @Override
  public void close() {}
}
