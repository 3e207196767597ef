package dev.tidegate.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The settings of the emulator's function processes, as `functions/bootstrap` reads them.
final class FunctionProcesses {
  // A run starts a hundred of them, so the time to the first answer matters most; verifying
  // bytecode takes a seventh of it.
  private static final String OPTIONS =
      "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx256m"
          + " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
          + " --enable-native-access=ALL-UNNAMED";

  private FunctionProcesses() {}

  /// Returns the environment variables that name the JDK that runs this, its options, and the
  /// client of the Lambda Runtime API.
  static Map<String, String> environment(Path root, Path home) {
    Path client = root.resolve("local/target/runtime-client");
    Map<String, String> environment = new LinkedHashMap<>();
    RuntimeLibrary.unpack(client, home)
        .ifPresent(file -> environment.put("TIDEGATE_RUNTIME_LIBRARY", file.toString()));
    environment.put(
        "TIDEGATE_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    environment.put("TIDEGATE_JAVA_OPTS", OPTIONS);
    environment.put("TIDEGATE_RUNTIME_CLIENT", client.resolve("*").toString());
    return environment;
  }
}
