package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.CheckResult;
import dev.tidegate.local.awscheck.Trial;

/// What a run cannot try, so that the report names it all the same.
public record Untriable(String name, String assumed, String why) implements Check {
  @Override
  public CheckResult tryOn(Trial trial) {
    return new CheckResult.NotTried(why);
  }
}
