package dev.tidegate.core.record;

import java.util.Optional;

/// The types of audit events, and their stable names.
public enum EventType {
  REQUEST_SUBMITTED("request.submitted"),
  REQUEST_REFUSED("request.refused"),
  REQUEST_APPROVED("request.approved"),
  REQUEST_DENIED("request.denied"),
  REQUEST_WITHDRAWN("request.withdrawn"),
  REQUEST_WITHDRAW_REFUSED("request.withdraw-refused"),
  REQUEST_EXPIRED("request.expired"),
  REVIEW_GIVEN("review.given"),
  REVIEW_REFUSED("review.refused"),
  AFTER_REVIEW_GIVEN("after-review.given"),
  AFTER_REVIEW_REFUSED("after-review.refused"),
  AFTER_REVIEW_OVERDUE("after-review.overdue"),
  GRANT_SCHEDULED("grant.scheduled"),
  GRANT_BREAK_GLASS("grant.break-glass"),
  GRANT_ACTIVE("grant.active"),
  GRANT_NOT_STARTED("grant.not-started"),
  GRANT_CONTINUED("grant.continued"),
  GRANT_EXTEND_REFUSED("grant.extend-refused"),
  GRANT_REVOKED("grant.revoked"),
  GRANT_REVOKE_REFUSED("grant.revoke-refused"),
  GRANT_WITHDRAWN("grant.withdrawn"),
  GRANT_ENDING("grant.ending"),
  GRANT_CUT("grant.cut"),
  GRANT_CUT_ROLE_WIDE("grant.cut-role-wide"),
  GRANT_CUT_REMOVED("grant.cut-removed"),
  GRANT_CONFIRMED("grant.confirmed"),
  GRANT_STILL_ALLOWED("grant.still-allowed"),
  GRANT_ENDED("grant.ended"),
  GRANT_ACTIVITY("grant.activity"),
  SESSION_ISSUED("session.issued"),
  SESSION_REFUSED("session.refused"),
  POLICY_PUSHED("policy.pushed"),
  POLICY_ROLLED_BACK("policy.rolled-back"),
  POLICY_PUSH_REFUSED("policy.push-refused"),
  ACTIVITY_AFTER_END("activity.after-end"),
  ACTIVITY_OUTSIDE_BOUNDARY("activity.outside-boundary"),
  ACTIVITY_UNISSUED_SESSION("activity.unissued-session"),
  ACTIVITY_UNUSED("activity.unused"),
  AUDIT_ASKED("audit.asked"),
  AUDIT_CHECKED("audit.checked"),
  AUDIT_DIFFERENCE("audit.difference"),
  AUDIT_UNREACHABLE("audit.unreachable"),
  AUDIT_CHANGED("audit.changed"),
  AUDIT_REMOVED("audit.removed"),
  AUDIT_NOT_REMOVED("audit.not-removed"),
  AUDIT_PUT_BACK("audit.put-back"),
  AUDIT_CHAIN_BROKEN("audit.chain-broken");

  private final String word;

  EventType(String word) {
    this.word = word;
  }

  /// Returns the word used in storage, the API and on the event bus.
  public String word() {
    return word;
  }

  /// Reads [#word].
  public static Optional<EventType> of(String word) {
    for (EventType type : values()) {
      if (type.word.equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
