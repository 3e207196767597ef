package dev.tidegate.e2e;

/// Rules that tests add to the demo policy, whose last section is `rules`.
final class PolicyRules {
  static final String DENY_ORDERS_DEV =
      """
        - name: freeze
          groups: [orders-dev]
          entitlements: [orders-table-read]
          deny: true
      """;

  private PolicyRules() {}
}
