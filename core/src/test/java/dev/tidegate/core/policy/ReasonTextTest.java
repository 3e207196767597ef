package dev.tidegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What people read, word for word. It is in the record, too: a change here changes what is
/// recorded from then on.
class ReasonTextTest {
  @Test
  void everyReasonReadsAsItDid() throws IOException {
    List<String> said = new ArrayList<>();
    SampleDecisions.all()
        .forEach(
            (name, decision) -> {
              said.add("# " + name);
              decision.grounds().reasons().stream().map(ReasonTextTest::line).forEach(said::add);
            });

    said.add("# what each condition expects");
    Stream.of(SampleDecisions.met(), SampleDecisions.unmet())
        .flatMap(List::stream)
        .forEach(one -> said.add(one.kind() + ": " + ConditionText.expected(one)));

    assertThat(said).containsExactlyElementsOf(golden());
  }

  @Test
  void everyKindOfConditionIsAmongThem() {
    for (List<Condition> all : List.of(SampleDecisions.met(), SampleDecisions.unmet())) {
      assertThat(all.stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet()))
          .isEqualTo(SampleDecisions.kinds());
    }
  }

  private static String line(Reason reason) {
    return (reason.met() ? "met " : "NOT ")
        + reason.kind()
        + " | "
        + reason.rule()
        + ": "
        + ReasonText.of(reason);
  }

  private static List<String> golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ReasonTextTest.class.getResourceAsStream("/reasons.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
