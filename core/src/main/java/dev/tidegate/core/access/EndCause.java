package dev.tidegate.core.access;

import dev.tidegate.core.principal.Actor;

/// Why a grant ends.
public sealed interface EndCause {
  /// Returns the word used in the API, events and storage.
  String word();

  /// Its time is up.
  record Time() implements EndCause {
    @Override
    public String word() {
      return "time";
    }
  }

  /// A person ended it early.
  record Revoked(Actor.Person by, String reason) implements EndCause {
    @Override
    public String word() {
      return "revoked";
    }
  }

  /// The requester withdrew it.
  record Withdrawn(Actor.Person by) implements EndCause {
    @Override
    public String word() {
      return "withdrawn";
    }
  }

  /// Somebody rewrote its temporary policy in the account.
  ///
  /// @param reason what the policy said instead
  record Rewritten(String reason) implements EndCause {
    @Override
    public String word() {
      return "rewritten";
    }
  }

  /// It never began: at its start, the policy in force no longer gave it, or its approvals no
  /// longer sufficed.
  ///
  /// @param reason the rule and condition, or the approvals
  record Ineligible(String reason) implements EndCause {
    @Override
    public String word() {
      return "ineligible";
    }
  }
}
