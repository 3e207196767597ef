package dev.tidegate.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder of golden files, `src/test/resources/golden/<name>` of the module under test: what the
/// code writes must equal them byte for byte, and the folder must hold no other file.
///
/// With `-Dgolden=write` the files are written anew from what the code writes, and the test fails
/// all the same: the difference is to be read, and defended, before it is committed. A golden file
/// changes when the API, the record or an item in a table is meant to change, and then readers of
/// the earlier form need their tests as well.
public final class GoldenFolder {
  private static final String PROPERTY = "golden";

  private final Path folder;
  private final Map<String, String> written = new TreeMap<>();

  /// @param name the folder's name, unique in its module
  public GoldenFolder(String name) {
    this(
        Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("src/test/resources/golden")
            .resolve(name));
  }

  GoldenFolder(Path folder) {
    this.folder = folder;
  }

  /// Adds what the code wrote to the file of this name; one file may hold several parts.
  ///
  /// @param what names the part, on a line before it
  public void add(String file, String what, String text) {
    written.merge(file, "=== " + what + "\n" + text + "\n", String::concat);
  }

  /// Compares everything that was added with the folder.
  public void check() {
    check(System.getProperty(PROPERTY, ""));
  }

  void check(String mode) {
    assertThat(written).as("what the code wrote").isNotEmpty();
    if (mode.equals("write")) {
      write();
      fail(
          "%s was written anew. Read the difference, then run the test again without -D%s=write.",
          folder, PROPERTY);
    }
    Map<String, String> kept = kept();
    written.forEach(
        (file, text) ->
            assertThat(text).as(folder.resolve(file).toString()).isEqualTo(kept.get(file)));
    assertThat(kept.keySet()).as("files of %s", folder).isEqualTo(written.keySet());
  }

  private Map<String, String> kept() {
    Map<String, String> kept = new TreeMap<>();
    for (Path file : files()) {
      try {
        kept.put(file.getFileName().toString(), Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return kept;
  }

  private void write() {
    try {
      for (Path file : files()) {
        Files.delete(file);
      }
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : written.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
