package dev.tidegate.adapters.lambda.http;

import java.util.function.Function;

/// The result of reading a part of the input: a value, or the problem to answer with.
public sealed interface Parsed<T> {
  /// A value.
  record Ok<T>(T value) implements Parsed<T> {}

  /// The problem.
  record Bad<T>(Problem problem) implements Parsed<T> {}

  /// Applies `next` to the value; a problem is passed on.
  default <U> Parsed<U> then(Function<T, Parsed<U>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Bad<T>(Problem problem) -> new Bad<>(problem);
    };
  }

  /// Returns the answer made from the value, or the problem as the answer.
  default Reply answer(Function<T, Reply> with) {
    return switch (this) {
      case Ok<T>(T value) -> with.apply(value);
      case Bad<T>(Problem problem) -> problem.reply();
    };
  }
}
