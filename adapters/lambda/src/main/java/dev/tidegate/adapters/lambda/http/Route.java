package dev.tidegate.adapters.lambda.http;

/// Handles the calls of one route of the API.
@FunctionalInterface
public interface Route {
  /// Answers one call. A [dev.tidegate.core.fault.Fault] becomes `busy` or `internal`.
  Reply answer(Call call);
}
