package dev.tidegate.core.access;

import java.time.Duration;

/// That a request is for more of what an earlier one gave: its grant begins when that one ends.
///
/// @param of the request whose grant it continues
/// @param had how long the grants before it are together; a rule's longest is for them all
/// @param number which one after the first it is, from 1
public record Continuation(RequestId of, Duration had, int number) {
  /// How often one grant can be continued: following them stays cheap.
  public static final int MOST = 20;

  public Continuation {
    if (number < 1 || number > MOST) {
      throw new IllegalArgumentException("number: 1 to " + MOST + " expected");
    }
    if (had.isZero() || had.isNegative()) {
      throw new IllegalArgumentException("had: a time expected");
    }
  }
}
