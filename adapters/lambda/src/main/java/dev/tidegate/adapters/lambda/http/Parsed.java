package dev.tidegate.adapters.lambda.http;

import java.util.function.Function;

/// What reading a part of the input comes to: a value, or the problem to answer with.
public sealed interface Parsed<T> {
  /// A value.
  record Ok<T>(T value) implements Parsed<T> {}

  /// The problem.
  record Bad<T>(Problem problem) implements Parsed<T> {}

  /// Goes on with the value; a problem stays one.
  default <U> Parsed<U> then(Function<T, Parsed<U>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Bad<T>(Problem problem) -> new Bad<>(problem);
    };
  }

  /// Answers with the value, or with the problem.
  default Reply answer(Function<T, Reply> with) {
    return switch (this) {
      case Ok<T>(T value) -> with.apply(value);
      case Bad<T>(Problem problem) -> problem.reply();
    };
  }
}
