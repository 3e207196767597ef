package dev.tidegate.core.policy;

/// One condition of one rule, and whether it was met.
///
/// @param rule the rule; the guardrail for what it demands; the entitlement for limits of its own
/// @param condition the kind of condition: a stable word
/// @param text one sentence for the person who asked
public record Reason(String rule, String condition, boolean met, String text) {}
