package dev.tidegate.core.timing;

import java.time.Duration;

/// The times that depend on each other, in one place: first those that AWS or `template.yaml` sets,
/// then those derived from them. Classes refer to these and do not repeat the numbers.
///
/// Limits of a single call (timeouts of clients, back-off) are not here: nothing depends on them.
/// `TimingTest` pins the derived values; `TemplateTest` compares the others with `template.yaml`.
public final class Timing {
  /// How long IAM may take to spread a change; AWS states no limit. See
  /// [dev.tidegate.core.access.IamChanges].
  public static final Duration IAM_CHANGES = Duration.ofMinutes(5);

  /// `SweepRate`, and `CheckpointRate`.
  public static final Duration SWEEP = Duration.ofMinutes(5);

  /// Timeout of the functions behind the HTTP API, which itself gives up after 30 s [AWS: API
  /// Gateway DG, HTTP API quotas].
  public static final Duration API_FUNCTION = Duration.ofSeconds(28);

  /// Timeout of `start-grant`, which attaches temporary policies.
  public static final Duration START_FUNCTION = Duration.ofSeconds(60);

  /// Timeout of `end-grant`, which writes Denies.
  public static final Duration END_FUNCTION = Duration.ofSeconds(120);

  /// The longest timeout of any function.
  public static final Duration LONGEST_FUNCTION = Duration.ofSeconds(300);

  /// How far the clocks of two functions may be apart.
  public static final Duration CLOCKS = Duration.ofSeconds(60);

  /// How long a grant may stay Scheduled before the sweep starts it: the stream has brought it to
  /// `start-grant`, which had time to finish.
  public static final Duration START_GRACE = START_FUNCTION.plus(CLOCKS);

  /// How long a call that writes to a target account, and began before another one, may still do
  /// so: no longer than the longer of the two functions that write there may run.
  public static final Duration STRAGGLER = END_FUNCTION.plus(CLOCKS);

  /// How late STS may issue a session after it was recorded: the timeout of the function that
  /// issues it, in whole minutes.
  public static final Duration ISSUE = Duration.ofMinutes(API_FUNCTION.toMinutes() + 1);

  /// How long a grant may be late before that is drift: two sweeps.
  public static final Duration LATE = SWEEP.multipliedBy(2);

  /// How long an end may take before it is stuck, and how long a broken case is put aside: three
  /// sweeps.
  public static final Duration STUCK = SWEEP.multipliedBy(3);

  /// How long a time range of the record stays open: the longest function may have read its clock
  /// at its start, and the clocks of writer and signer may both be off.
  public static final Duration CHECKPOINT_GRACE = LONGEST_FUNCTION.plus(CLOCKS).plus(CLOCKS);

  /// How long `end-grant` repeats a probe: a quarter of its time, so that the last attempt
  /// ([#PROBE_ANSWER]), IAM and the store have the rest.
  public static final Duration PROBE = END_FUNCTION.dividedBy(4);

  /// How long one probe may take to answer: as long as `sessions` may run, less the time in which
  /// its caller reports the failure.
  public static final Duration PROBE_ANSWER = API_FUNCTION.minusSeconds(3);

  private Timing() {}
}
