package dev.tidegate.adapters.lambda.http;

/// Answers the calls of one route.
@FunctionalInterface
public interface Route {
  /// Answers one call. A [dev.tidegate.core.fault.Fault] becomes `busy` or `internal`.
  Reply answer(Call call);
}
