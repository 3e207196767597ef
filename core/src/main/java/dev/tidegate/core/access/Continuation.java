package dev.tidegate.core.access;

import java.time.Duration;

/// Marks a request as an extension of an earlier one: its grant begins when that one's ends.
///
/// @param of the request whose grant it continues
/// @param had the total duration of the earlier grants; a rule's longest duration applies to all of
///   them together
/// @param number its number in the series of extensions, from 1
public record Continuation(RequestId of, Duration had, int number) {
  /// The limit on extensions of one grant, which keeps following them cheap.
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
