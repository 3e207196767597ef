package dev.tidegate.core.activity;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One thing that a session of an access role did, or how it came to be, from CloudTrail.
///
/// Texts are as long as whoever read them let them be: at most [#LONGEST] characters each, and at
/// most [#MOST_RESOURCES] resources.
///
/// @param id CloudTrail's `sharedEventID` when two accounts log the same event, else its `eventID`
/// @param at when it was done, in whole seconds
/// @param action as IAM calls it, such as `dynamodb:GetItem`
/// @param errorCode why AWS did not do it
/// @param origin where the call came from: an address, the AWS service that made it, or `AWS
///   Internal`
/// @param sourceIdentity of the session; missing when an AWS service acts on its behalf
/// @param grantTag the session tag `TidegateGrant`, where the event shows it
/// @param caller who made the session: the broker's account when it was the function that issues
///   sessions, else anybody else in words, such as `account 444444444444` or `service
///   ec2.amazonaws.com`; only for sessions that were made
public record ActivityRecord(
    String id,
    RoleSession session,
    Kind kind,
    String region,
    Instant at,
    String action,
    List<String> resources,
    Outcome outcome,
    Optional<String> errorCode,
    String origin,
    String userAgent,
    Optional<String> sourceIdentity,
    Optional<String> grantTag,
    Optional<String> caller) {
  /// The longest text of a record, in characters.
  public static final int LONGEST = 512;

  /// The most resources of a record.
  public static final int MOST_RESOURCES = 5;

  public ActivityRecord {
    resources = List.copyOf(resources);
  }

  /// What kind of thing it is.
  public enum Kind {
    /// A call to AWS.
    CALL,
    /// A call that an AWS service made on the session's behalf.
    BY_SERVICE,
    /// Something done in the console that is no call of an API.
    CONSOLE_ACTION,
    /// A sign-in to the console.
    SIGN_IN,
    /// How the session came to be: `sts:AssumeRole` and its like, or the exchange for a sign-in
    /// token.
    ISSUE;

    /// Returns the word used in the API and in events, such as `by-service`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// What AWS answered.
  public enum Outcome {
    /// It was allowed, and done.
    DONE,
    /// No policy of the session gives it, or one denies it.
    REFUSED,
    /// Refused, since it is beyond the permissions boundary of the access role.
    OUTSIDE,
    /// Another error: a limit, credentials that had expired, a value that was wrong. Whether it
    /// would have been allowed cannot be told.
    FAILED;

    /// Says whether AWS refused it for want of a right.
    public boolean refused() {
      return this == REFUSED || this == OUTSIDE;
    }
  }
}
