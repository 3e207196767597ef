package dev.tidegate.core.activity;

import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.principal.SourceIdentity;
import java.util.Optional;

/// Holds what a record says of its session against what Tidegate gives the sessions of a grant.
/// Every part has to be the same: the name alone proves nothing, since whoever may assume a role
/// chooses it.
///
/// @param requester the SourceIdentity of the grant's requester
/// @param sessions how many sessions the grant has issued
/// @param broker what [ActivityRecord#caller] says of sessions that Tidegate issued
public record SessionOrigin(
    GrantTerms terms, SourceIdentity requester, int sessions, String broker) {
  /// Returns why the session was not issued by Tidegate under this grant; nothing when it was.
  public Optional<String> objection(ActivityRecord of) {
    if (!(terms.target() instanceof Target.AccessRole access)) {
      return Optional.of("the grant gives no sessions");
    }
    if (!terms.account().id().equals(of.session().account())
        || !access.roleName().equals(of.session().role())) {
      return Optional.of("the grant is for another role");
    }
    if (sessions == 0) {
      return Optional.of("the grant has issued no session");
    }
    if (of.caller().filter(account -> !account.equals(broker)).isPresent()) {
      return Optional.of("made by " + of.caller().orElse(""));
    }
    if (of.grantTag().filter(tag -> !tag.equals(terms.id().text())).isPresent()) {
      return Optional.of("its tag names another grant");
    }
    return of.sourceIdentity()
            .map(identity -> identity.equals(requester.value()))
            .orElse(mayLackIdentity(of))
        ? Optional.empty()
        : Optional.of("its source identity is not the requester's");
  }

  /// A call by an AWS service on the session's behalf, a console sign-in and what is done in the
  /// console without a call show none. A session that is made always shows its own.
  private static boolean mayLackIdentity(ActivityRecord of) {
    return switch (of.kind()) {
      case BY_SERVICE, CONSOLE_ACTION, SIGN_IN -> true;
      case CALL, ISSUE -> of.action().startsWith("signin:");
    };
  }
}
