package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.policies.PolicyParser.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects the errors of a file: the first 100 findings, and the number of further ones.
public final class Findings {
  static final int MOST = 100;

  private final List<Finding> found = new ArrayList<>();
  private int more;

  public void add(SourcePosition at, FindingCode code, String message) {
    if (found.size() < MOST) {
      found.add(new Finding(at.line(), at.column(), code.word(), message));
    } else {
      more++;
    }
  }

  public boolean none() {
    return found.isEmpty();
  }

  /// Returns the number of findings so far. If it is unchanged after a step, that step found no
  /// error.
  int count() {
    return found.size() + more;
  }

  /// Returns the findings in the order of the file.
  public List<Finding> inOrder() {
    List<Finding> all = new ArrayList<>(found);
    all.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column));
    if (more > 0) {
      Finding last = all.getLast();
      all.add(
          new Finding(
              last.line(),
              last.column(),
              FindingCode.MORE_FINDINGS.word(),
              more + " more findings"));
    }
    return all;
  }
}
