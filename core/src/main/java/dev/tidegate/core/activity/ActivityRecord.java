package dev.tidegate.core.activity;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One action of a session of an access role, or the creation of the session, from CloudTrail.
///
/// The reader limits texts to [#LONGEST] characters each, and resources to [#MOST_RESOURCES].
///
/// @param id CloudTrail's `sharedEventID` when two accounts log the same event, else its `eventID`
/// @param at when it was done, in whole seconds
/// @param action IAM's name, such as `dynamodb:GetItem`
/// @param errorCode AWS's error code, if the call failed
/// @param origin where the call came from: an address, the AWS service that made it, or `AWS
///   Internal`
/// @param sourceIdentity the session's source identity; missing when an AWS service acts on its
///   behalf
/// @param grantTag the session tag `TidegateGrant`, where the event shows it
/// @param caller who created the session: the broker's account for the function that issues
///   sessions, otherwise a description such as `account 444444444444` or `service
///   ec2.amazonaws.com`; only for the creation of sessions
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

  /// The kind of a record.
  public enum Kind {
    /// A call to AWS.
    CALL,
    /// A call that an AWS service made on the session's behalf.
    BY_SERVICE,
    /// An action in the console that is not an API call.
    CONSOLE_ACTION,
    /// A sign-in to the console.
    SIGN_IN,
    /// The creation of the session: `sts:AssumeRole` and similar calls, or the exchange for a
    /// sign-in token.
    ISSUE;

    /// Returns the word used in the API and in events, such as `by-service`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// AWS's answer.
  public enum Outcome {
    /// It was allowed and succeeded.
    DONE,
    /// No policy of the session allows it, or one denies it.
    REFUSED,
    /// It was refused because it is outside the permissions boundary of the access role.
    OUTSIDE,
    /// It failed for another reason, such as a limit, expired credentials or an invalid value.
    /// Whether it would have been allowed is unknown.
    FAILED;

    /// Returns whether AWS refused it because of a missing right.
    public boolean refused() {
      return this == REFUSED || this == OUTSIDE;
    }
  }
}
