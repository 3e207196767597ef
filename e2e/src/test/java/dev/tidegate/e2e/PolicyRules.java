package dev.tidegate.e2e;

/// What tests add to the demo policy, whose last section is `rules`.
final class PolicyRules {
  static final String DENY_ORDERS_DEV =
      """
        - name: freeze
          groups: [orders-dev]
          entitlements: [orders-table-read]
          deny: true
      """;

  static final String GLASS =
      """
        - name: orders-emergency
          groups: [orders-dev]
          entitlements: [orders-table-read]
          uses: [incident]
          breakGlass: {longest: 15m, review: {groups: [tidegate-security], within: 24h}}
      """;

  static final String DENY_HOTFIXES =
      """
        - name: no-hotfixes
          groups: [orders-dev]
          entitlements: [ci-deploy-hotfix]
          deny: true
      """;

  /// A section of its own, after the last one.
  static final String GUARDRAIL =
      """
      guardrails:
        - name: production
          entitlements: ["*"]
          accounts: {env: prod}
          longest: 1h
          approvers: [{name: security, groups: [tidegate-security]}]
      """;

  private PolicyRules() {}
}
