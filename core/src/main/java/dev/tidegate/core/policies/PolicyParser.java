package dev.tidegate.core.policies;

import dev.tidegate.core.policy.Policy;
import java.util.List;

/// Reads a policy file: all of it is right, or every finding is told.
public interface PolicyParser {
  /// Parses and checks a file.
  Result parse(byte[] file);

  /// What came of it.
  sealed interface Result {
    /// A policy to decide by.
    record Valid(Policy policy) implements Result {}

    /// Not a policy.
    record Invalid(List<Finding> findings) implements Result {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }
  }

  /// What is wrong, and where: lines and columns count from 1.
  record Finding(int line, int column, String code, String message) {}
}
