package dev.tidegate.local.awscheck.checks;

import dev.tidegate.local.awscheck.Check;
import dev.tidegate.local.awscheck.Trial;
import dev.tidegate.local.awscheck.Verdict;

/// What a run cannot try, so that the report names it all the same.
public record Untriable(String name, String assumed, String why) implements Check {
  @Override
  public Verdict tryOn(Trial trial) {
    return new Verdict.NotTried(why);
  }
}
