package dev.tidegate.benchmarks;

import dev.tidegate.adapters.policyfile.CompactPolicy;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Loading the big policy. `write FOLDER` writes both forms there, compressed as they are stored.
/// `yaml FILE` and `compact FILE` are what a fresh JVM does in a measurement: unpack, hold against
/// the hash, and make a policy that answers.
public final class LoadPolicy {
  private LoadPolicy() {}

  /// Prints the milliseconds that it took in this JVM.
  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[1]);
    if (arguments[0].equals("write")) {
      byte[] file = BigPolicy.text().getBytes(StandardCharsets.UTF_8);
      write(path.resolve("yaml"), file);
      write(path.resolve("compact"), new CompactPolicy().write(parsed(file)).orElseThrow());
      return;
    }
    byte[] packed = Files.readAllBytes(path);
    long began = System.nanoTime();
    byte[] bytes = unpacked(packed);
    PolicyHash hash = PolicyHash.of(bytes);
    Policy policy =
        arguments[0].equals("yaml")
            ? parsed(bytes)
            : new CompactPolicy().read(bytes, hash).orElseThrow();
    double millis = (System.nanoTime() - began) / 1e6;
    System.out.printf(
        "%s %.0f ms, %d rules, %d bytes, %d packed%n",
        arguments[0], millis, policy.rules().size(), bytes.length, packed.length);
  }

  private static void write(Path to, byte[] bytes) throws IOException {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
      out.write(bytes);
    }
  }

  private static byte[] unpacked(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Policy parsed(byte[] file) {
    return switch (new YamlPolicyParser().parse(file)) {
      case PolicyParser.Result.Valid(Policy policy) -> policy;
      case PolicyParser.Result.Invalid invalid ->
          throw new IllegalStateException(invalid.findings().toString());
    };
  }
}
