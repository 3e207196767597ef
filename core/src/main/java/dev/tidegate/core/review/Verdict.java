package dev.tidegate.core.review;

/// What an approver says.
public enum Verdict {
  APPROVE,
  DENY
}
