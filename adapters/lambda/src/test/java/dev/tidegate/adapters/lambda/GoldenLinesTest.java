package dev.tidegate.adapters.lambda;

import dev.tidegate.adapters.lambda.event.AskedCheck;
import dev.tidegate.adapters.lambda.event.Correction;
import dev.tidegate.adapters.lambda.event.GrantEvent;
import dev.tidegate.adapters.lambda.event.StreamBatch;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.drift.StrayRemoval;
import dev.tidegate.core.golden.GoldenFolder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Lines of the log, metrics in CloudWatch's embedded format, and what functions hand to each
/// other: alarms, queries and functions of the version before read them.
class GoldenLinesTest {
  private final GoldenFolder golden = new GoldenFolder("lines");

  @Test
  void linesAndEventsAreAsTheyWere() {
    Captured log = new Captured();
    Log.Line line =
        Log.to(log.stream(), "sessions")
            .with(LogKey.INVOCATION, "i-1")
            .warn("two\n\"lines\" \ud83d");
    for (LogKey key : LogKey.values()) {
      line.with(key, key.word() + " →");
    }
    line.write();
    Log.to(log.stream(), "sessions")
        .info("kinds")
        .with(LogKey.STATUS, 200)
        .with(LogKey.DURATION_MS, 12_345_678_901L)
        .with(LogKey.DETAIL, true)
        .write();
    golden.add("log.txt", "lines", log.text());
    for (Metrics.Metric metric : Metrics.Metric.values()) {
      Captured out = new Captured();
      Metrics.to(out.stream(), "sessions").put(metric, 1.5, Samples.T0);
      golden.add("metrics.txt", metric.name(), out.text());
    }
    events();
    golden.check();
  }

  private void events() {
    GrantId grant = GrantId.of(Samples.id(1));
    golden.add("events.txt", "a grant", GrantEvent.write(grant));
    golden.add(
        "events.txt",
        "a check",
        new AskedCheck("asked-0000000000000001", Samples.SAM.actor()).text());
    StrayRemoval removal =
        new StrayRemoval(
            "run-0000000001", "222222222222", "TidegateAccess", "Tidegate-x", Optional.of(grant));
    golden.add("events.txt", "a removal", new Correction.Remove(removal).text());
    golden.add(
        "events.txt",
        "a removal without a witness",
        new Correction.Remove(
                new StrayRemoval(
                    "run-0000000001",
                    "222222222222",
                    "TidegateAccess",
                    "Tidegate-x",
                    Optional.empty()))
            .text());
    golden.add("events.txt", "a put-back", new Correction.PutBack("run-0000000001", grant).text());
    golden.add("events.txt", "a batch", StreamBatch.answer(List.of("1", "22")));
    golden.add("events.txt", "a batch of which nothing failed", StreamBatch.answer(List.of()));
  }
}
