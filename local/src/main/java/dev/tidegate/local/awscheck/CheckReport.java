package dev.tidegate.local.awscheck;

import java.util.ArrayList;
import java.util.List;

/// The results as a Markdown table for an issue, without account ids, keys, tokens and run ids.
final class CheckReport {
  /// Exit code: everything that could be tried is as assumed.
  static final int AS_ASSUMED = 0;

  /// Exit code: something differs.
  static final int DIFFERS = 3;

  private record Row(String name, String assumed, CheckResult verdict) {}

  private final CheckedAccount account;
  private final List<Row> rows = new ArrayList<>();

  CheckReport(CheckedAccount account) {
    this.account = account;
  }

  void add(Check check, CheckResult verdict) {
    rows.add(new Row(check.name(), check.assumed(), verdict));
  }

  /// Returns 3 when something differs, otherwise 0.
  int exitCode() {
    return rows.stream().anyMatch(row -> row.verdict() instanceof CheckResult.Differs)
        ? DIFFERS
        : AS_ASSUMED;
  }

  /// Returns the table: differences first, what could not be tried last.
  String markdown() {
    StringBuilder text =
        new StringBuilder(
            "### aws-check, "
                + (account.laptop() ? "the laptop's AWS" : account.region().id())
                + "\n\n| check | Tidegate assumes | verdict | seen |\n|---|---|---|---|\n");
    rows(text, CheckResult.Differs.class);
    rows(text, CheckResult.AsAssumed.class);
    rows(text, CheckResult.NotTried.class);
    return text.toString();
  }

  private void rows(StringBuilder text, Class<? extends CheckResult> kind) {
    for (Row row : rows) {
      if (kind.isInstance(row.verdict())) {
        String[] said =
            switch (row.verdict()) {
              case CheckResult.AsAssumed(String seen) -> new String[] {"as assumed", seen};
              case CheckResult.Differs(String seen) -> new String[] {"**differs**", seen};
              case CheckResult.NotTried(String why) -> new String[] {"could not be tried", why};
            };
        text.append("| `")
            .append(row.name())
            .append("` | ")
            .append(row.assumed())
            .append(" | ")
            .append(said[0])
            .append(" | ")
            .append(plain(said[1]))
            .append(" |\n");
      }
    }
  }

  /// Returns the text of one cell, without line breaks, pipes, ids and keys.
  String plain(String text) {
    String flat =
        text.replace(account.id(), "<account>")
            .replace(account.run(), "<run>")
            .replaceAll("\\b\\d{12}\\b", "<account>")
            .replaceAll("\\bA(?:SIA|KIA|ROA)[A-Z0-9]{8,}", "<key>")
            .replaceAll("[A-Za-z0-9+/_=.-]{60,}", "<long text>")
            .replaceAll("\\s+", " ")
            .replace("|", "\\|");
    return flat.length() > 300 ? flat.substring(0, 300) + "…" : flat;
  }
}
