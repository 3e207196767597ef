package dev.tidegate.functions.activity;

import dev.tidegate.core.activity.ActivityRecord;
import dev.tidegate.core.activity.ActivityRecord.Kind;
import dev.tidegate.core.activity.ActivityRecord.Outcome;
import dev.tidegate.core.activity.CallOutcomes;
import dev.tidegate.core.activity.RoleSession;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads CloudTrail's records of sessions of an access role (calls, console actions, and calls that
/// a service made on their behalf) and of the creation of such sessions. Other fields are ignored,
/// so new ones do no harm. [AWS: CloudTrail UG, "Record contents", "userIdentity element", "Console
/// sign-in events"]
final class CloudTrail {
  /// The request parameters that name the resource, for services whose records have no ARN.
  private static final List<String> NAMES =
      List.of(
          "bucketName",
          "tableName",
          "functionName",
          "queueUrl",
          "topicArn",
          "logGroupName",
          "streamName",
          "roleName",
          "userName",
          "instanceId",
          "dBInstanceIdentifier",
          "secretId",
          "keyId");

  /// The calls that create a session of a role. [AWS: IAM UG, "Compare AWS STS credentials"]
  private static final Set<String> MAKING =
      Set.of("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");

  private static final String INTERNAL = "AWS Internal";

  private final SessionIssuerIdentity broker;

  CloudTrail(SessionIssuerIdentity broker) {
    this.broker = broker;
  }

  /// The result of [#read].
  sealed interface Reading {
    /// The record is about a session of an access role.
    record Placed(ActivityRecord record) implements Reading {}

    /// A failed attempt to create a session.
    record NoSession() implements Reading {}

    /// The record is about no known session of an access role, although the rules forward no
    /// others.
    ///
    /// @param what the kind of event, and what is missing in it
    record Unplaced(String what) implements Reading {}
  }

  /// Reads one record.
  ///
  /// @throws IllegalArgumentException when it has no id or time
  Reading read(CloudTrailJson detail) {
    CloudTrailJson asked = detail.child("requestParameters");
    boolean making =
        detail.textOr("eventSource", "").equals("sts.amazonaws.com")
            && MAKING.contains(detail.textOr("eventName", ""));
    Optional<RoleSession> made =
        making
            ? asked
                .text("roleArn")
                .flatMap(arn -> session(arn, asked.textOr("roleSessionName", "?")))
                .filter(RoleSession::ofAccessRole)
            : Optional.empty();
    // The created session takes precedence over the session that called: every creation of a
    // session of an access role is recorded.
    if (made.isPresent()) {
      return detail.text("errorCode").isPresent()
          ? new Reading.NoSession()
          : new Reading.Placed(
              record(
                  detail,
                  made.get(),
                  Kind.ISSUE,
                  Optional.of(broker.caller(detail.child("userIdentity")))));
    }
    return actor(detail.child("userIdentity"))
        .filter(RoleSession::ofAccessRole)
        .<Reading>map(
            session -> new Reading.Placed(record(detail, session, kind(detail), Optional.empty())))
        .orElseGet(() -> new Reading.Unplaced(unplaced(detail)));
  }

  private static String unplaced(CloudTrailJson detail) {
    return detail.textOr("eventSource", "no source")
        + " "
        + detail.textOr("eventName", "no name")
        + " ("
        + detail.textOr("eventType", "no type")
        + ") by "
        + detail.child("userIdentity").textOr("type", "nobody");
  }

  /// Returns the session that made the call, for any type of identity with a role and a session
  /// name.
  private static Optional<RoleSession> actor(CloudTrailJson identity) {
    Optional<String> role = identity.child("sessionContext").child("sessionIssuer").text("arn");
    Optional<String> name =
        identity
            .text("principalId")
            .filter(principal -> principal.contains(":"))
            .map(principal -> principal.substring(principal.indexOf(':') + 1))
            .or(
                () ->
                    identity
                        .text("arn")
                        .filter(arn -> arn.contains(":assumed-role/"))
                        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1)));
    return role.flatMap(arn -> name.flatMap(session -> session(arn, session)));
  }

  /// Returns a session by the account and the name in a role's ARN.
  private static Optional<RoleSession> session(String roleArn, String name) {
    String[] parts = roleArn.split(":", 6);
    return parts.length == 6 && parts[5].startsWith("role/")
        ? Optional.of(
            new RoleSession(parts[4], parts[5].substring(parts[5].lastIndexOf('/') + 1), name))
        : Optional.empty();
  }

  private static Kind kind(CloudTrailJson detail) {
    // This is Tidegate's own exchange of credentials for a sign-in URL.
    if (detail.textOr("eventName", "").equals("GetSigninToken")) {
      return Kind.ISSUE;
    }
    String type = detail.textOr("eventType", "");
    if (type.equals("AwsConsoleSignIn")
        || detail.textOr("eventSource", "").equals("signin.amazonaws.com")) {
      return Kind.SIGN_IN;
    }
    if (type.equals("AwsConsoleAction")) {
      return Kind.CONSOLE_ACTION;
    }
    return isByService(detail) ? Kind.BY_SERVICE : Kind.CALL;
  }

  /// Returns whether a service made the call with the session's rights. The record then has the
  /// service in place of the address, or as the invoker. [AWS: CloudTrail UG, "Record contents",
  /// sourceIPAddress; "userIdentity element", invokedBy]
  private static boolean isByService(CloudTrailJson detail) {
    String origin = detail.textOr("sourceIPAddress", "");
    return detail.child("userIdentity").text("invokedBy").isPresent()
        || origin.endsWith(".amazonaws.com")
        || origin.equals(INTERNAL);
  }

  private static ActivityRecord record(
      CloudTrailJson detail, RoleSession session, Kind kind, Optional<String> caller) {
    String action =
        IamNames.action(
            detail.textOr("eventSource", "unknown"), detail.textOr("eventName", "Unknown"));
    CloudTrailJson asked = detail.child("requestParameters");
    CloudTrailJson identity = detail.child("userIdentity");
    boolean making = caller.isPresent();
    return new ActivityRecord(
        detail.text("sharedEventID").or(() -> detail.text("eventID")).orElseThrow(CloudTrail::bad),
        session,
        kind,
        detail.textOr("awsRegion", ""),
        at(detail),
        action,
        resources(detail, asked),
        outcome(detail, action),
        detail.text("errorCode"),
        identity.text("invokedBy").orElse(detail.textOr("sourceIPAddress", "")),
        detail.textOr("userAgent", ""),
        making
            ? asked.text("sourceIdentity")
            : identity.child("sessionContext").text("sourceIdentity"),
        making ? asked.child("principalTags").text("TidegateGrant") : Optional.empty(),
        caller);
  }

  private static Instant at(CloudTrailJson detail) {
    try {
      return Instant.parse(detail.text("eventTime").orElseThrow(CloudTrail::bad))
          .truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException notATime) {
      throw bad();
    }
  }

  private static IllegalArgumentException bad() {
    return new IllegalArgumentException("a CloudTrail record with an id and a time expected");
  }

  private static List<String> resources(CloudTrailJson detail, CloudTrailJson asked) {
    List<String> named = new ArrayList<>();
    for (CloudTrailJson resource : detail.children("resources")) {
      resource.text("ARN").ifPresent(named::add);
    }
    if (named.isEmpty()) {
      NAMES.forEach(name -> asked.text(name).ifPresent(value -> named.add(name + ":" + value)));
    }
    return named.stream().distinct().limit(ActivityRecord.MOST_RESOURCES).toList();
  }

  /// Returns the outcome. A sign-in has it in its response: `{"ConsoleLogin": "Failure"}`.
  private static Outcome outcome(CloudTrailJson detail, String action) {
    boolean failed =
        detail
            .child("responseElements")
            .textOr(detail.textOr("eventName", ""), "Success")
            .equals("Failure");
    Outcome outcome =
        CallOutcomes.of(detail.text("errorCode"), detail.whole("errorMessage"), action);
    return failed && outcome == Outcome.DONE ? Outcome.FAILED : outcome;
  }
}
