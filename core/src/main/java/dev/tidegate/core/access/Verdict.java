package dev.tidegate.core.access;

/// An approver's answer.
public enum Verdict {
  APPROVE,
  DENY
}
