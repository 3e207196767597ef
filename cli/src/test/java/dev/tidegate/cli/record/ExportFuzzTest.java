package dev.tidegate.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.record.RecordVerifier.Outcome;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Variants of a real export, at random: `verify` calls none whole that says something else, and
/// throws for none. `-Dtidegate.fuzz.variants=100000 -Dtidegate.fuzz.seed=1` tries more.
class ExportFuzzTest {
  private static final long SEED = Long.getLong("tidegate.fuzz.seed", 20261124);
  private static final int VARIANTS = Integer.getInteger("tidegate.fuzz.variants", 2_000);

  private final ExportOracle oracle = new ExportOracle();

  @Test
  void noVariantThatSaysSomethingElseIsCalledWhole() {
    Map<String, Integer> outcomes = run(SEED, VARIANTS, ExportFile::verify);

    System.out.println("seed " + SEED + ", " + VARIANTS + " variants: " + outcomes);
    assertThat(outcomes).containsKeys("Broken", "Whole", "no export");
  }

  @Test
  void theSameContentInAnotherSpellingIsWhole() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100; i++) {
      byte[] respelled = respelled(random);

      assertThat(ExportFile.verify(respelled).orElseThrow())
          .as("seed " + SEED + ", " + new String(respelled, StandardCharsets.UTF_8))
          .isEqualTo(ExportFile.verify(ExportFile.bytes(ExportFile.record())).orElseThrow())
          .isInstanceOf(Outcome.Whole.class);
    }
  }

  /// A verifier that does not look at the last line: the fuzzer must find it out, and say so with
  /// few lines.
  @Test
  void aVerifierWithAHoleIsFoundOutAndItsVariantMadeSmall() {
    Function<byte[], Optional<Outcome>> blind =
        file -> {
          List<String> lines =
              new ArrayList<>(new String(file, StandardCharsets.UTF_8).lines().toList());
          if (lines.size() > 2) {
            long checkpoints = lines.stream().filter(l -> l.startsWith("{\"checkpoint\"")).count();
            lines.set(
                lines.size() - 1,
                "{\"end\":{\"events\":"
                    + (lines.size() - 2 - checkpoints)
                    + ",\"checkpoints\":"
                    + checkpoints
                    + "}}");
          }
          return ExportFile.verify(ExportFile.bytes(String.join("\n", lines)));
        };

    assertThatThrownBy(() -> run(SEED, 2_000, blind))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed " + SEED)
        .hasMessageContaining("The smallest that fails")
        .satisfies(
            failure ->
                assertThat(failure.toString().length()).isLessThan(ExportFile.record().length()));
  }

  private Map<String, Integer> run(
      long seed, int variants, Function<byte[], Optional<Outcome>> verifier) {
    ExportMutations mutations = new ExportMutations(new Random(seed));
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < variants; i++) {
      byte[] variant = mutations.next();
      Optional<String> wrong = wrong(variant, verifier);
      if (wrong.isPresent()) {
        byte[] smallest =
            new Minimiser(file -> wrong(file, verifier).isPresent()).smallest(variant);
        throw new AssertionError(
            "seed %d, variant %d: %s. The smallest that fails:%n%s"
                .formatted(
                    seed,
                    i,
                    wrong(smallest, verifier).orElseThrow(),
                    new String(smallest, StandardCharsets.UTF_8)));
      }
      Optional<Outcome> outcome = verifier.apply(variant);
      outcomes.merge(
          outcome.map(one -> one.getClass().getSimpleName()).orElse("no export"), 1, Integer::sum);
    }
    return outcomes;
  }

  private Optional<String> wrong(byte[] variant, Function<byte[], Optional<Outcome>> verifier) {
    try {
      return oracle.objection(variant, verifier.apply(variant));
    } catch (RuntimeException | StackOverflowError thrown) {
      return Optional.of("it throws " + thrown);
    }
  }

  private static byte[] respelled(Random random) {
    StringBuilder text = new StringBuilder();
    for (String line : ExportFile.record().lines().toList()) {
      text.append(spelled(JsonReader.ANSWER.tree(line).orElseThrow(), random)).append('\n');
    }
    return ExportFile.bytes(text.toString());
  }

  /// Writes a value with its fields in any order, spaces anywhere, and any escapes.
  private static String spelled(Json json, Random random) {
    String space = List.of("", " ", "\t", "\r ").get(random.nextInt(4));
    if (json instanceof Json.Obj(Map<String, Json> fields)) {
      List<Map.Entry<String, Json>> shuffled =
          new ArrayList<>(new LinkedHashMap<>(fields).entrySet());
      Collections.shuffle(shuffled, random);
      List<String> parts = new ArrayList<>();
      shuffled.forEach(
          one ->
              parts.add(
                  quoted(one.getKey(), random) + space + ":" + spelled(one.getValue(), random)));
      return "{" + space + String.join("," + space, parts) + "}" + space;
    }
    if (json instanceof Json.Arr(List<Json> items)) {
      return "["
          + space
          + String.join("," + space, items.stream().map(one -> spelled(one, random)).toList())
          + "]";
    }
    return json instanceof Json.Str(String value)
        ? quoted(value, random)
        : JsonWriter.compact(json);
  }

  private static String quoted(String text, Random random) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char one : text.toCharArray()) {
      boolean must = one < ' ' || one == '"' || one == '\\' || Character.isSurrogate(one);
      quoted.append(
          must || random.nextInt(4) == 0 ? "\\u%04x".formatted((int) one) : String.valueOf(one));
    }
    return quoted.append('"').toString();
  }
}
