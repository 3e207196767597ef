package dev.tidegate.core.access;

/// What an approver says.
public enum Verdict {
  APPROVE,
  DENY
}
