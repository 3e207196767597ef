package dev.tidegate.adapters.lambda;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/// Takes invocations, and answers each with one status.
public final class FakeLambda implements LambdaClient {
  public final List<InvokeRequest> calls = new ArrayList<>();
  public int status = 202;

  @Override
  public InvokeResponse invoke(InvokeRequest request) {
    calls.add(request);
    if (status >= 400) {
      throw LambdaException.builder().statusCode(status).build();
    }
    return InvokeResponse.builder().statusCode(status).build();
  }

  @Override
  public String serviceName() {
    return "lambda";
  }

  @Override
  public void close() {}
}
