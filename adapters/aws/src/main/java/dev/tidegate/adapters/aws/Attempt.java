package dev.tidegate.adapters.aws;

import dev.tidegate.core.fault.Fault;

/// The result of one call that AWS may refuse, from [AwsFaults#attempt]: for callers to whom a
/// refusal is an answer. Everything else that can go wrong is thrown as a [Fault].
///
/// @param <T> the type of AWS's answer
public sealed interface Attempt<T> {
  /// AWS did what was requested.
  record Answered<T>(T answer) implements Attempt<T> {}

  /// AWS refused.
  ///
  /// @param fault the fault to throw when a refusal is unexpected; its kind is DENIED
  /// @param status the HTTP status
  /// @param code AWS's error code, empty when it sent none
  record Denied<T>(Fault fault, int status, String code) implements Attempt<T> {
    /// Returns whether the caller lacks a right, rather than valid credentials or a region.
    public boolean lacksRight() {
      return AwsFaults.accessDenied(code);
    }

    /// Returns whether the HTTP status is 403.
    public boolean forbidden() {
      return status == AwsFaults.FORBIDDEN;
    }
  }
}
