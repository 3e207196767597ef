package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;

/// An assumption that a run cannot test but the report still lists.
public record Untriable(String name, String assumed, String why) implements Check {
  @Override
  public CheckResult tryOn(Trial trial) {
    return new CheckResult.NotTried(why);
  }
}
