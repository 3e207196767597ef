package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SharedAwsIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void whoAsksInOneRunFindsOneEmulatorWhichEndsWithMaven() throws Exception {
    Path root = RepoRoot.path();
    String run = UUID.randomUUID().toString();
    Process maven = new ProcessBuilder("sleep", "600").start();
    try {
      URI first = SharedAws.of(root, run, maven.toHandle(), Progress.to(System.out)).endpoint();
      assertThat(SharedAws.of(root, run, maven.toHandle(), Progress.to(System.out)).endpoint())
          .isEqualTo(first);
      assertThat(answers(first)).isTrue();

      maven.destroyForcibly();

      long began = System.nanoTime();
      while (answers(first) && System.nanoTime() - began < SOON.toNanos()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
      assertThat(answers(first)).isFalse();
      Path note = root.resolve(".local/shared-" + run + ".properties");
      while (Files.exists(note) && System.nanoTime() - began < SOON.toNanos()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
      assertThat(note).doesNotExist();
    } finally {
      maven.destroyForcibly();
    }
  }

  private static boolean answers(URI endpoint) {
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
