package dev.tidegate.cli.record;

import dev.tidegate.core.record.RecordVerifier.Outcome;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What `verify` may say of a variant of [ExportFile#record], told by comparing what both say, with
/// no hash and no signature.
///
/// Whole: the lines are the original's. What nobody signed may differ, and only that, in the ways
/// that docs/designs/0005 names: the times of the header; events after the last checkpoint may be
/// missing, and checkpoints at either end, when the last line counts what is there. Unsigned: true
/// events of either export, since nothing tells whose they are.
final class ExportOracle {
  private final List<Json> original =
      ExportFile.parsed(ExportFile.bytes(ExportFile.record())).orElseThrow();

  private final List<Json> other =
      ExportFile.parsed(ExportFile.bytes(ExportFile.other())).orElseThrow();

  /// Returns why `outcome` is wrong for this variant; nothing when it is right.
  Optional<String> objection(byte[] variant, Optional<Outcome> outcome) {
    if (outcome.isEmpty() || outcome.get() instanceof Outcome.Broken) {
      return Optional.empty();
    }
    Optional<List<Json>> parsed = ExportFile.parsed(variant);
    if (parsed.isEmpty()) {
      return Optional.of("it is not lines of JSON, and was called " + outcome.get());
    }
    List<Json> lines = parsed.get();
    if (lines.size() < 2 || !isHeader(lines.getFirst()) || !isEnd(lines)) {
      return Optional.of("its first or last line is not one of an export: " + outcome.get());
    }
    List<Json> body = lines.subList(1, lines.size() - 1);
    return switch (outcome.get()) {
      case Outcome.Whole whole -> whole(body, whole);
      case Outcome.Unsigned unsigned ->
          (isSubsequence(body, events(original)) || isSubsequence(body, events(other)))
                  && unsigned.events() == body.size()
              ? Optional.empty()
              : Optional.of("it has other events than either original: " + unsigned);
      case Outcome.Broken _ -> Optional.empty();
    };
  }

  private Optional<String> whole(List<Json> body, Outcome.Whole whole) {
    List<Json> all = original.subList(1, original.size() - 1);
    long checkpoints = body.stream().filter(ExportOracle::isCheckpoint).count();
    if (body.isEmpty() || whole.checkpoints() != checkpoints) {
      return Optional.of("it has other checkpoints than were counted: " + whole);
    }
    int from = all.indexOf(body.getFirst());
    int to = from;
    long met = 0;
    while (from >= 0 && to < all.size()) {
      if (isCheckpoint(all.get(to)) && met++ == checkpoints) {
        break;
      }
      to++;
    }
    // What the last of these checkpoints signs ends where the next one stands, or with its count.
    int signed = to - from == 0 ? 0 : signed(all.subList(Math.max(0, from), to));
    boolean same =
        from >= 0
            && isCheckpoint(body.getFirst())
            && body.size() >= signed
            && body.subList(0, signed).equals(all.subList(from, from + signed))
            && isSubsequence(
                body.subList(signed, body.size()), events(all.subList(from + signed, all.size())));
    return same && whole.covered() + whole.after() + checkpoints == body.size()
        ? Optional.empty()
        : Optional.of("what it says is not what was signed: " + whole);
  }

  /// Returns how many of these lines stand up to the last event that a checkpoint lists.
  private static int signed(List<Json> lines) {
    int last = 0;
    for (int i = 0; i < lines.size(); i++) {
      last = isCheckpoint(lines.get(i)) ? i : last;
    }
    return last + 1 + lines.get(last).at("checkpoint").orElseThrow().list("leaves").size();
  }

  private static List<Json> events(List<Json> lines) {
    return lines.stream().filter(line -> line.at("event").isPresent()).toList();
  }

  private static boolean isSubsequence(List<Json> some, List<Json> all) {
    int next = 0;
    for (Json line : some) {
      while (next < all.size() && !all.get(next).equals(line)) {
        next++;
      }
      if (next++ == all.size()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCheckpoint(Json line) {
    return line.at("checkpoint").isPresent();
  }

  private static boolean isHeader(Json line) {
    Map<String, Json> fields = line.at("export").map(Json::entries).orElse(Map.of());
    return line.entries().size() == 1
        && fields.keySet().equals(Set.of("form", "from", "to", "at"))
        && fields.values().stream().allMatch(Json.Str.class::isInstance)
        && line.at("export").orElseThrow().text("form").equals(Optional.of("tidegate export 1"));
  }

  private static boolean isEnd(List<Json> lines) {
    long checkpoints = lines.stream().filter(ExportOracle::isCheckpoint).count();
    Json exact =
        Json.object()
            .put(
                "end",
                Json.object()
                    .put("events", lines.size() - 2 - checkpoints)
                    .put("checkpoints", checkpoints)
                    .build())
            .build();
    return Stream.of(lines.getLast()).allMatch(exact::equals);
  }
}
