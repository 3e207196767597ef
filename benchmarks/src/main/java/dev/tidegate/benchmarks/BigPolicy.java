package dev.tidegate.benchmarks;

import java.util.Random;

/// A policy as large as a large company has one: 10,000 rules about 1,000 entitlements in 1,000
/// accounts, for 1,000 groups. The same text each time.
public final class BigPolicy {
  /// How many there are of each.
  public static final int RULES = 10_000;

  public static final int GROUPS = 1_000;
  public static final int ACCOUNTS = 1_000;

  private BigPolicy() {}

  /// Returns the file.
  public static String text() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("version: 1\n");
    accounts(text);
    entitlements(text);
    text.append("rules:\n");
    for (int rule = 0; rule < RULES; rule++) {
      rule(text, rule, random);
    }
    return text.toString();
  }

  private static void accounts(StringBuilder text) {
    text.append("accounts:\n");
    for (int i = 0; i < ACCOUNTS; i++) {
      text.append(
          "  account-%d: {id: \"%012d\", region: eu-central-1, externalId: tide-%d, ou: /prod/team-%d, labels: {env: prod, team: team-%d}}\n"
              .formatted(i, 100_000_000_000L + i, i, i % 50, i % 50));
    }
  }

  private static void entitlements(StringBuilder text) {
    text.append("entitlements:\n");
    for (int i = 0; i < ACCOUNTS; i++) {
      text.append(
          """
            read-%d:
              description: Read a table of account %d
              account: account-%d
              session: {role: TidegateAccess}
              parameters:
                table: {description: Name of the table, pattern: "[a-z-]{1,40}"}
              permissions:
                - actions: [dynamodb:GetItem, dynamodb:Query]
                  resources: ["arn:${partition}:dynamodb:${region}:${account}:table/${table}"]
              longest: 8h
          """
              .formatted(i, i, i));
    }
  }

  /// Of ten rules one denies, two give at once, and the others want an approval; conditions of
  /// every cheap and dear kind are among them.
  private static void rule(StringBuilder text, int number, Random random) {
    text.append(
        "  - name: rule-%d\n    groups: [group-%d, group-%d]\n    entitlements: [read-%d, read-%d]\n"
            .formatted(
                number,
                random.nextInt(GROUPS / 2),
                GROUPS / 2 + random.nextInt(GROUPS / 2),
                number % ACCOUNTS,
                (number % ACCOUNTS + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS));
    switch (number % 10) {
      case 0 -> text.append("    uses: [performance]\n    deny: true\n");
      case 1, 2 ->
          text.append(
              "    uses: [incident]\n"
                  + "    longest: 1h\n"
                  + "    ticket: \"OPS-[0-9]+\"\n"
                  + "    approval: none\n");
      case 3, 4, 5 ->
          text.append(
              "    longest: 2h\n    hours: {zone: Europe/Berlin, days: [mon, tue, wed, thu, fri], from: \"08:00\", until: \"18:00\"}\n    approvers: [{name: lead, groups: [group-%d]}]\n"
                  .formatted(random.nextInt(GROUPS)));
      default ->
          text.append(
              "    longest: 4h\n    mfa: {within: 4h}\n    network: [10.0.0.0/8]\n    approvers:\n      - {name: lead, groups: [group-%d]}\n      - {name: security, groups: [group-%d], count: 2}\n"
                  .formatted(random.nextInt(GROUPS), random.nextInt(GROUPS)));
    }
  }
}
