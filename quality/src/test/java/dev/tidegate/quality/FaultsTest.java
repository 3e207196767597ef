package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What an adapter tells of a failed AWS call decides what reaches a log. Adapters do not see each
/// other, so each has this text of its own; here it is held to be one.
class FaultsTest {
  /// The store tells DynamoDB's conflicts apart, and has its own.
  private static final String OTHER = "adapters/dynamodb/";

  @Test
  void everyAdapterTellsOfAFailedCallInTheSameWords() {
    List<String> copies =
        Repository.files(
            Repository.MAIN.and(
                path -> path.matches("adapters/.*/Faults\\.java") && !path.startsWith(OTHER)));
    assertThat(copies).hasSizeGreaterThan(1);
    List<String> texts =
        copies.stream()
            .map(path -> Repository.text(path).orElse(""))
            .map(text -> text.replaceFirst("package dev\\.tidegate\\.adapters\\.\\w+;", ""))
            .distinct()
            .toList();
    assertThat(texts).hasSize(1);
  }
}
