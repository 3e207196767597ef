package dev.tidegate.core.policies;

import dev.tidegate.core.policy.Policy;
import java.util.List;

/// Parses a policy file: returns a valid policy, or all findings.
public interface PolicyParser {
  /// Parses and checks a file.
  Result parse(byte[] file);

  /// The result of [#parse].
  sealed interface Result {
    /// A valid policy.
    record Valid(Policy policy) implements Result {}

    /// A file with errors.
    record Invalid(List<Finding> findings) implements Result {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }
  }

  /// An error and its position; lines and columns count from 1.
  record Finding(int line, int column, String code, String message) {}
}
