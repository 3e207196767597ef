package dev.tidegate.core.access;

import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.activity.RoleSession;
import dev.tidegate.core.principal.SourceIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What sessions do, for tests: records of Alice's sessions, and changes of them.
public final class Deeds {
  public static final String BROKER = "111111111111";

  public static final String ALICE =
      SourceIdentity.of(Samples.ALICE.id(), Samples.ALICE.label()).value();

  private Deeds() {}

  /// The session of a grant on the usual access role.
  public static RoleSession session(GrantId grant) {
    return new RoleSession(Samples.ORDERS_PROD.id(), "TidegateAccess", grant.text());
  }

  /// A call that went through.
  public static ActivityRecord call(GrantId grant, String id, String action, Instant at) {
    return record(session(grant), id, ActivityRecord.Kind.CALL, action, at);
  }

  /// A call with another answer.
  public static ActivityRecord answered(ActivityRecord of, ActivityRecord.Outcome outcome) {
    return new ActivityRecord(
        of.id(),
        of.session(),
        of.kind(),
        of.region(),
        of.at(),
        of.action(),
        of.resources(),
        outcome,
        Optional.of("AccessDenied"),
        of.origin(),
        of.userAgent(),
        of.sourceIdentity(),
        of.grantTag(),
        of.caller());
  }

  /// The same under another source identity, from elsewhere, made by another account.
  public static ActivityRecord by(
      ActivityRecord of, Optional<String> identity, String origin, Optional<String> caller) {
    return new ActivityRecord(
        of.id(),
        of.session(),
        of.kind(),
        of.region(),
        of.at(),
        of.action(),
        of.resources(),
        of.outcome(),
        of.errorCode(),
        origin,
        of.userAgent(),
        identity,
        of.grantTag(),
        caller);
  }

  /// A session was made.
  public static ActivityRecord issued(GrantId grant, String id, Instant at) {
    return by(
        record(session(grant), id, ActivityRecord.Kind.ISSUE, "sts:AssumeRole", at),
        Optional.of(ALICE),
        "203.0.113.9",
        Optional.of(BROKER));
  }

  /// Anything.
  public static ActivityRecord record(
      RoleSession session, String id, ActivityRecord.Kind kind, String action, Instant at) {
    return new ActivityRecord(
        id,
        session,
        kind,
        "eu-central-1",
        at,
        action,
        List.of("arn:aws:dynamodb:eu-central-1:222222222222:table/orders"),
        ActivityRecord.Outcome.DONE,
        Optional.empty(),
        "203.0.113.9",
        "aws-cli/2.31.0",
        Optional.of(ALICE),
        Optional.empty(),
        Optional.empty());
  }
}
