package dev.tidegate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Pushes policy files as the policy's admin.
final class PolicyPush {
  /// Held by who needs hotfixes to be given, and by who has them denied for a while.
  static final String HOTFIXES = "whether hotfixes are given";

  private PolicyPush() {}

  /// Pushes the policy that the tests are written for.
  static void demo(Stack stack) {
    push(stack, demoFile()).expect(200);
  }

  static String demoFile() {
    try {
      return Files.readString(
          Path.of(
              System.getProperty("tidegate.root"), "local/src/main/resources/demo-policy.yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Reply push(Stack stack, String file) {
    return stack
        .as("dave")
        .put(
            "/v1/policy",
            file,
            Map.of("content-type", "application/yaml", "tidegate-reason", "end-to-end tests"));
  }
}
