package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.record.ExportFile;
import dev.tidegate.cli.record.ExportMutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever stands in the file, the command ends with a code that its reference names.
class AuditVerifyFuzzTest {
  private static final long SEED = 20261124;

  @Test
  void everyVariantOfAnExportEndsWithADocumentedCode(@TempDir Path home) throws IOException {
    Path key = Files.writeString(home.resolve("key.pem"), ExportFile.pem());
    Path file = home.resolve("record.jsonl");
    ExportMutations mutations = new ExportMutations(new Random(SEED));
    TreeSet<Integer> codes = new TreeSet<>();
    try (World world = new World(home)) {
      for (int i = 0; i < 150; i++) {
        Files.write(file, mutations.next());

        World.Run run = world.run("audit", "verify", file.toString(), "--key", key.toString());

        assertThat(run.code())
            .as("seed %d, variant %d: %s", SEED, i, run.err())
            .isIn(0, 11, 14, 15);
        assertThat(run.err()).doesNotContain("Exception");
        codes.add(run.code());
      }
    }
    assertThat(codes).contains(0, 11, 14);
  }
}
