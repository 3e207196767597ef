package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@WhenChanged(
    files = {
      "local/src/main/java/dev/tidegate/local/Python.java",
      "local/src/main/java/dev/tidegate/local/PythonEnvironment.java",
      "local/src/test/java/dev/tidegate/local/PythonEnvironmentIT.java"
    })
@Execution(ExecutionMode.CONCURRENT)
class PythonEnvironmentIT {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  @TempDir private Path home;

  private PythonEnvironment make(String requirements) throws IOException {
    Path file = home.resolve("requirements-" + requirements.hashCode() + ".txt");
    Files.writeString(file, requirements);
    return PythonEnvironment.of(home.resolve("python"), file, "nothing", lines::add);
  }

  private long installs() {
    return lines.stream().filter(line -> line.startsWith("Installing")).count();
  }

  @Test
  void itIsMadeOnceAlsoByTwoAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<PythonEnvironment> one = threads.submit(() -> make(""));
      Future<PythonEnvironment> other = threads.submit(() -> make(""));
      assertThat(one.get()).isEqualTo(other.get());
    }
    assertThat(installs()).isEqualTo(1);
  }

  @Test
  void anInterruptedInstallIsMadeAnew() throws Exception {
    PythonEnvironment first = make("");
    Files.delete(first.folder().resolve("complete"));
    Files.writeString(first.folder().resolve("half"), "");
    assertThat(make("")).isEqualTo(first);
    assertThat(installs()).isEqualTo(2);
    assertThat(first.folder().resolve("half")).doesNotExist();
  }

  @Test
  void whatIsNotPinnedByHashIsNotInstalled() {
    assertThatThrownBy(() -> make("six==1.17.0\n"))
        .isInstanceOf(LocalAwsException.class)
        .hasMessageContaining("--require-hashes");
    assertThat(installs()).isEqualTo(1);
  }
}
