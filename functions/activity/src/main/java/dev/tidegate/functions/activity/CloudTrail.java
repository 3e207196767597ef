package dev.tidegate.functions.activity;

import dev.tidegate.core.audit.activity.ActivityRecord;
import dev.tidegate.core.audit.activity.ActivityRecord.Kind;
import dev.tidegate.core.audit.activity.ActivityRecord.Outcome;
import dev.tidegate.core.audit.activity.RoleSession;
import dev.tidegate.core.entitlement.Actions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads CloudTrail's records of management events: those of sessions of an access role, and those
/// that made such a session. Whatever else a record holds is left alone, so new fields do no harm.
/// [AWS: CloudTrail UG, "Record contents", "userIdentity element", "Console sign-in events"]
final class CloudTrail {
  /// Where the name of what was acted on stands, for services whose records name no ARN.
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

  private CloudTrail() {}

  /// Reads one record; nothing when it is about no access role.
  ///
  /// @throws IllegalArgumentException when what it is about cannot be told: it has no id or time
  static Optional<ActivityRecord> read(Tree detail) {
    Optional<RoleSession> actor = actor(detail.child("userIdentity"));
    if (actor.filter(RoleSession::ofAccessRole).isPresent()) {
      return Optional.of(record(detail, actor.get(), kind(detail), Optional.empty()));
    }
    Tree asked = detail.child("requestParameters");
    boolean made =
        detail.textOr("eventName", "").equals("AssumeRole")
            && detail.textOr("eventSource", "").equals("sts.amazonaws.com")
            && detail.text("errorCode").isEmpty();
    return made
        ? asked
            .text("roleArn")
            .flatMap(arn -> session(arn, asked.textOr("roleSessionName", "")))
            .filter(RoleSession::ofAccessRole)
            .map(
                session ->
                    record(
                        detail,
                        session,
                        Kind.ISSUE,
                        detail.child("userIdentity").text("accountId")))
        : Optional.empty();
  }

  private static Optional<RoleSession> actor(Tree identity) {
    if (!identity.textOr("type", "").equals("AssumedRole")) {
      return Optional.empty();
    }
    String principal = identity.textOr("principalId", "");
    String name = principal.substring(principal.indexOf(':') + 1);
    return identity
        .child("sessionContext")
        .child("sessionIssuer")
        .text("arn")
        .flatMap(arn -> session(arn, name));
  }

  /// Takes the account and the last part of the path of a role's ARN.
  private static Optional<RoleSession> session(String roleArn, String name) {
    String[] parts = roleArn.split(":", 6);
    return parts.length == 6 && parts[5].startsWith("role/")
        ? Optional.of(
            new RoleSession(parts[4], parts[5].substring(parts[5].lastIndexOf('/') + 1), name))
        : Optional.empty();
  }

  private static Kind kind(Tree detail) {
    boolean console = detail.textOr("eventSource", "").equals("signin.amazonaws.com");
    // Tidegate's own exchange of credentials for a sign-in URL.
    boolean exchange = detail.textOr("eventName", "").equals("GetSigninToken");
    return console ? (exchange ? Kind.ISSUE : Kind.SIGN_IN) : Kind.CALL;
  }

  private static ActivityRecord record(
      Tree detail, RoleSession session, Kind kind, Optional<String> caller) {
    String action =
        IamNames.action(
            detail.textOr("eventSource", "unknown"), detail.textOr("eventName", "Unknown"));
    Tree asked = detail.child("requestParameters");
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
        detail.textOr("sourceIPAddress", ""),
        detail.textOr("userAgent", ""),
        making
            ? asked.text("sourceIdentity")
            : detail.child("userIdentity").child("sessionContext").text("sourceIdentity"),
        making ? asked.child("principalTags").text("TidegateGrant") : Optional.empty(),
        caller);
  }

  private static Instant at(Tree detail) {
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

  private static List<String> resources(Tree detail, Tree asked) {
    List<String> named = new ArrayList<>();
    for (Tree resource : detail.children("resources")) {
      resource.text("ARN").ifPresent(named::add);
    }
    if (named.isEmpty()) {
      NAMES.forEach(name -> asked.text(name).ifPresent(value -> named.add(name + ":" + value)));
    }
    return named.stream().distinct().limit(ActivityRecord.MOST_RESOURCES).toList();
  }

  private static Outcome outcome(Tree detail, String action) {
    Optional<String> code = detail.text("errorCode");
    if (code.isEmpty()) {
      String signIn = detail.child("responseElements").textOr("ConsoleLogin", "Success");
      return signIn.equals("Failure") ? Outcome.FAILED : Outcome.DONE;
    }
    String lower = code.get().toLowerCase(Locale.ROOT);
    if (!lower.contains("accessdenied") && !lower.contains("unauthorizedoperation")) {
      return Outcome.FAILED;
    }
    // Services that leave the reason out still name the action. [AWS: IAM UG, "Access denied error
    // messages"]
    boolean outside =
        detail.mentions("errorMessage", "permissions boundary")
            || Actions.outliving(action).isPresent();
    return outside ? Outcome.OUTSIDE : Outcome.REFUSED;
  }
}
