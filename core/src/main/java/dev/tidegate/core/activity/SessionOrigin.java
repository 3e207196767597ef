package dev.tidegate.core.activity;

import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.principal.SourceIdentity;
import java.util.Optional;

/// Checks whether a session was issued by Tidegate under a grant, by comparing a record with what
/// Tidegate gives its sessions. Everything must match: the name alone proves nothing, since whoever
/// assumes a role chooses it.
///
/// @param requester the source identity of the grant's requester
/// @param sessions the number of sessions that the grant has issued
/// @param broker [ActivityRecord#caller] of sessions that Tidegate issued
public record SessionOrigin(
    GrantTerms terms, SourceIdentity requester, int sessions, String broker) {
  /// Returns why the session was not issued by Tidegate under this grant; empty when it was.
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

  /// Returns whether a record may have no source identity: calls by an AWS service on the session's
  /// behalf, console sign-ins, and console actions. The creation of a session always has one.
  private static boolean mayLackIdentity(ActivityRecord of) {
    return switch (of.kind()) {
      case BY_SERVICE, CONSOLE_ACTION, SIGN_IN -> true;
      case CALL, ISSUE -> of.action().startsWith("signin:");
    };
  }
}
