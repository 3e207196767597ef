package dev.tidegate.cli.policy;

import dev.tidegate.cli.text.PlainText;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.policytools.PolicyTestCase;
import dev.tidegate.wire.json.Json;
import java.util.ArrayList;
import java.util.List;

/// The results of the policy tests of one or more files.
public final class TestRun {
  private final List<Json> cases = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private int failed;

  /// Runs the tests of a file and adds their results.
  public void add(CasesFile.Sound file, Policy policy) {
    for (PolicyTestCase one : file.cases()) {
      PolicyTestCase.Result result = one.run(policy);
      cases.add(json(file.name(), result));
      if (!result.passes()) {
        failed++;
        lines.add(
            PlainText.safe(
                file.name() + ":" + one.place() + ": error: " + one.name() + " [failed]"));
        result.differences().forEach(text -> lines.add("  " + PlainText.safe(text)));
        result.reasons().forEach(text -> lines.add("    " + PlainText.safe(text)));
      }
    }
  }

  /// Returns the number of tests.
  public int count() {
    return cases.size();
  }

  /// Returns the number of tests that failed.
  public int failed() {
    return failed;
  }

  /// Returns the failed tests, each with the expected and the actual decision, and a line of
  /// totals.
  public List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    all.add(count() - failed + " of " + count() + (count() == 1 ? " case" : " cases") + " passed.");
    return all;
  }

  /// Returns the results as JSON.
  public Json json() {
    return Json.object()
        .put("passed", count() - failed)
        .put("failed", failed)
        .put("cases", new Json.Arr(cases))
        .build();
  }

  private static Json json(String file, PolicyTestCase.Result result) {
    return Json.object()
        .put("file", file)
        .put("place", result.of().place())
        .put("name", result.of().name())
        .put("passed", new Json.Bool(result.passes()))
        .put("differences", Json.strings(result.differences()))
        .put("reasons", Json.strings(result.reasons()))
        .build();
  }
}
