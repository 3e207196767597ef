package dev.tidegate.core.audit.activity;

import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.grant.Terms;
import dev.tidegate.core.principal.SourceIdentity;
import java.util.Optional;

/// Holds what a record says of its session against what Tidegate gives the sessions of a grant.
/// Every part has to be the same: the name alone proves nothing, since whoever may assume a role
/// chooses it.
///
/// @param requester the SourceIdentity of the grant's requester
/// @param sessions how many sessions the grant has issued
/// @param broker the account that issues sessions
public record Origin(Terms terms, SourceIdentity requester, int sessions, String broker) {
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
      return Optional.of("made by account " + of.caller().orElse(""));
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

  /// A call by an AWS service on the session's behalf and a console sign-in show none.
  private static boolean mayLackIdentity(ActivityRecord of) {
    return of.kind() == ActivityRecord.Kind.SIGN_IN
        || of.action().startsWith("signin:")
        || of.origin().endsWith(".amazonaws.com");
  }
}
