package dev.tidegate.core.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;

/// What a simulated world is like: which lines that end access work, how much goes wrong, and until
/// when.
///
/// @param faults of a thousand calls, how many go wrong
/// @param calm from when on nothing goes wrong any more
/// @param lag the longest that IAM takes to enforce what was written
/// @param room how many Denies fit on one role
/// @param broken what does not do what it confirms; every check must be able to find it
record Setting(
    Set<Line> lines, int faults, Instant calm, Duration lag, int room, Set<Broken> broken) {
  /// The four lines that end access.
  enum Line {
    DATE,
    SCHEDULE,
    SWEEP,
    STREAM
  }

  /// What may be broken on purpose.
  enum Broken {
    CUT_IS_LOST,
    DETACH_IS_LOST,
    SCHEDULE_IS_LOST
  }

  /// One sweep to find it, one try again, a late giver waited for, one more sweep.
  private static final Duration LONGEST = Duration.ofMinutes(20);

  static final Set<Line> ALL = Set.of(Line.values());

  Setting {
    lines = Set.copyOf(lines);
    broken = Set.copyOf(broken);
  }

  /// Makes a world with all lines: three in ten of them without a fault.
  static Setting any(Random random, Instant start) {
    return new Setting(
        ALL,
        random.nextInt(10) < 3 ? 0 : 1 + random.nextInt(250),
        start.plus(Duration.ofMinutes(random.nextInt(300))),
        Duration.ofSeconds(random.nextInt(3) * 15L),
        random.nextInt(5) == 0 ? random.nextInt(2) : 50,
        Set.of());
  }

  /// The same world with these lines alone. Without the date condition every role has room: a
  /// natural end leans on it when there is none.
  Setting only(Set<Line> working) {
    int roomy = working.contains(Line.DATE) ? room : 50;
    return new Setting(working, faults, calm, lag, roomy, broken);
  }

  /// The same world with something broken.
  Setting breaking(Broken what) {
    return new Setting(lines, faults, calm, lag, room, Set.of(what));
  }

  /// Returns the latest instant at which a grant that ends at `end` may still give access.
  Instant limit(Instant end, boolean session) {
    if (has(Line.DATE)) {
      return end;
    }
    boolean noRetry = faults == 0 || !has(Line.SWEEP);
    if (!session && has(Line.SWEEP) || !noRetry) {
      return (end.isBefore(calm) ? calm : end).plus(LONGEST);
    }
    if (has(Line.SCHEDULE)) {
      return end.plus(Duration.ofMinutes(4));
    }
    return end.plus(Duration.ofMinutes(has(Line.SWEEP) ? 8 : 13));
  }

  boolean has(Line line) {
    return lines.contains(line);
  }

  boolean is(Broken what) {
    return broken.contains(what);
  }
}
