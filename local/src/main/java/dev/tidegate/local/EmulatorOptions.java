package dev.tidegate.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Behaviour that AWS shows only now and then, and the emulator when a test switches it on; see
/// `corrections/late.py` and `corrections/functions.py`. All of it is off at first, and applies to
/// everyone who uses this emulator.
///
/// [AWS: IAM UG "Troubleshoot IAM"; Lambda DG "Troubleshooting SnapStart errors"]
public final class EmulatorOptions {
  private final Path file;
  private final Map<String, String> inactive = new TreeMap<>();
  private double lateSeconds;

  EmulatorOptions(Path runFolder) {
    this.file = runFolder.resolve("options.json");
  }

  /// From now on, a change of a role's inline policies takes effect after `late`; zero means at
  /// once. Reading the policies shows the change at once.
  public synchronized void changesOfRolesTakeEffectAfter(Duration late) {
    lateSeconds = late.toMillis() / 1000.0;
    write();
  }

  /// The next call of a published version of this function is refused, like the first one after 14
  /// idle days; the call after that succeeds.
  public synchronized void leaveIdle(String function) {
    inactive.put(function, UUID.randomUUID().toString());
    write();
  }

  private void write() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("lateSeconds", lateSeconds);
    options.put("inactive", inactive);
    try {
      Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "options", ".tmp");
      Files.write(fresh, new ObjectMapper().writeValueAsBytes(options));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new LocalAwsException("Cannot write " + file + ".", failed);
    }
  }
}
