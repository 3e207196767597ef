package dev.tidegate.e2e;

import dev.tidegate.local.LocalAws;
import java.time.Duration;

/// IAM that says at once that a role's policy was put, and follows it some time later, as AWS does
/// when a change takes its time to arrive everywhere. It is so for all who use this AWS.
final class LateIam implements AutoCloseable {
  private final LocalAws aws;

  private LateIam(LocalAws aws) {
    this.aws = aws;
  }

  /// From now on a change of a role's inline policies has its effect `late` after IAM said so.
  static LateIam start(LocalAws aws, Duration late) {
    aws.options().changesOfRolesTakeEffectAfter(late);
    return new LateIam(aws);
  }

  @Override
  public void close() {
    aws.options().changesOfRolesTakeEffectAfter(Duration.ZERO);
  }
}
