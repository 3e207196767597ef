package dev.tidegate.benchmarks;

import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.core.broker.PolicyParser;
import java.nio.charset.StandardCharsets;

/// What a fresh JVM does in a measurement of loading: read the big policy and make it answer.
public final class LoadPolicy {
  private LoadPolicy() {}

  /// Prints the milliseconds that parsing and indexing took in this JVM.
  public static void main(String[] arguments) {
    byte[] file = BigPolicy.text().getBytes(StandardCharsets.UTF_8);
    long began = System.nanoTime();
    PolicyParser.Result result = new YamlPolicyParser().parse(file);
    double millis = (System.nanoTime() - began) / 1e6;
    switch (result) {
      case PolicyParser.Result.Valid valid ->
          System.out.printf("%.0f ms, %d rules%n", millis, valid.policy().rules().size());
      case PolicyParser.Result.Invalid invalid ->
          throw new IllegalStateException(invalid.findings().toString());
    }
  }
}
