package dev.tidegate.core.access;

import java.util.Optional;

/// The states of requests and grants, with their stable names.
public enum CaseState {
  PENDING("Pending"),
  APPROVED("Approved"),
  DENIED("Denied"),
  WITHDRAWN("Withdrawn"),
  EXPIRED("Expired"),
  SCHEDULED("Scheduled"),
  ACTIVE("Active"),
  ENDING("Ending"),
  ENDED("Ended");

  private final String word;

  CaseState(String word) {
    this.word = word;
  }

  /// Returns the word used in storage, the API and messages.
  public String word() {
    return word;
  }

  /// Reads [#word].
  public static Optional<CaseState> of(String word) {
    for (CaseState state : values()) {
      if (state.word.equals(word)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /// Returns the state of a request.
  public static CaseState of(AccessRequest request) {
    return switch (request) {
      case AccessRequest.Pending _ -> PENDING;
      case AccessRequest.Approved _ -> APPROVED;
      case AccessRequest.Denied _ -> DENIED;
      case AccessRequest.Withdrawn _ -> WITHDRAWN;
      case AccessRequest.Expired _ -> EXPIRED;
    };
  }

  /// Returns the state of a grant.
  public static CaseState of(Grant grant) {
    return switch (grant) {
      case Grant.Scheduled _ -> SCHEDULED;
      case Grant.Active _ -> ACTIVE;
      case Grant.Ending _ -> ENDING;
      case Grant.Ended _ -> ENDED;
    };
  }
}
