package dev.tidegate.cli.record;

import dev.tidegate.core.record.EventType;
import java.util.Map;

/// The OCSF classification of a type of event.
///
/// @param activity its number within the class, and its caption or, for "other", Tidegate's own
///   name
/// @param severity from 1 (informational) to 5 (critical)
/// @param failed whether the operation failed
record OcsfKind(Activity activity, int severity, boolean failed) {
  /// A class of OCSF.
  enum Schema {
    AUTHORIZE_SESSION(3, "Identity & Access Management", 3003, "Authorize Session"),
    API_ACTIVITY(6, "Application Activity", 6003, "API Activity");

    private final int category;
    private final String categoryName;
    private final int uid;
    private final String caption;

    Schema(int category, String categoryName, int uid, String caption) {
      this.category = category;
      this.categoryName = categoryName;
      this.uid = uid;
      this.caption = caption;
    }

    int category() {
      return category;
    }

    String categoryName() {
      return categoryName;
    }

    int uid() {
      return uid;
    }

    String caption() {
      return caption;
    }
  }

  /// An activity of a class.
  record Activity(Schema schema, int id, String name) {}

  private static final Activity CREATE = new Activity(Schema.API_ACTIVITY, 1, "Create");
  private static final Activity UPDATE = new Activity(Schema.API_ACTIVITY, 3, "Update");
  private static final Activity DELETE = new Activity(Schema.API_ACTIVITY, 4, "Delete");
  private static final Activity ASSIGN =
      new Activity(Schema.AUTHORIZE_SESSION, 1, "Assign Privileges");

  private static final int OTHER = 99;
  private static final int INFORMATIONAL = 1;
  private static final int LOW = 2;
  private static final int MEDIUM = 3;
  private static final int HIGH = 4;
  private static final int CRITICAL = 5;

  /// Returns the classification of an event of an unknown type.
  static OcsfKind unknown(String word) {
    return new OcsfKind(other(word), INFORMATIONAL, false);
  }

  /// Returns the classification of an entry that could not be read.
  static OcsfKind unreadable() {
    return new OcsfKind(other("unreadable"), CRITICAL, true);
  }

  /// Returns the classification of an event.
  static OcsfKind of(EventType type, Map<String, String> details) {
    return switch (type) {
      case SESSION_ISSUED -> new OcsfKind(ASSIGN, INFORMATIONAL, false);
      case REQUEST_SUBMITTED, GRANT_SCHEDULED -> new OcsfKind(CREATE, INFORMATIONAL, false);
      case REQUEST_APPROVED,
          REQUEST_DENIED,
          REQUEST_WITHDRAWN,
          REQUEST_EXPIRED,
          REVIEW_GIVEN,
          AFTER_REVIEW_GIVEN,
          GRANT_ACTIVE,
          GRANT_CONTINUED,
          GRANT_REVOKED,
          GRANT_WITHDRAWN,
          GRANT_ENDING,
          POLICY_PUSHED,
          POLICY_ROLLED_BACK ->
          new OcsfKind(UPDATE, INFORMATIONAL, false);
      case GRANT_ENDED -> new OcsfKind(DELETE, INFORMATIONAL, false);
      case REQUEST_REFUSED, SESSION_REFUSED -> new OcsfKind(CREATE, LOW, true);
      case REQUEST_WITHDRAW_REFUSED,
          REVIEW_REFUSED,
          AFTER_REVIEW_REFUSED,
          GRANT_NOT_STARTED,
          GRANT_EXTEND_REFUSED,
          GRANT_REVOKE_REFUSED,
          POLICY_PUSH_REFUSED ->
          new OcsfKind(UPDATE, LOW, true);
      case GRANT_CUT,
          GRANT_CUT_REMOVED,
          GRANT_CONFIRMED,
          GRANT_ACTIVITY,
          AUDIT_ASKED,
          AUDIT_CHECKED ->
          new OcsfKind(other(type.word()), INFORMATIONAL, false);
      case ACTIVITY_UNUSED -> new OcsfKind(other(type.word()), LOW, false);
      case GRANT_BREAK_GLASS,
          GRANT_CUT_ROLE_WIDE,
          AFTER_REVIEW_OVERDUE,
          AUDIT_DIFFERENCE,
          AUDIT_CHANGED,
          AUDIT_REMOVED,
          AUDIT_PUT_BACK ->
          new OcsfKind(other(type.word()), MEDIUM, false);
      case ACTIVITY_OUTSIDE_BOUNDARY, AUDIT_UNREACHABLE, AUDIT_NOT_REMOVED ->
          new OcsfKind(other(type.word()), MEDIUM, true);
      case ACTIVITY_AFTER_END ->
          "allowed".equals(details.get("outcome"))
              ? new OcsfKind(other(type.word()), HIGH, false)
              : new OcsfKind(other(type.word()), MEDIUM, true);
      case ACTIVITY_UNISSUED_SESSION -> new OcsfKind(other(type.word()), HIGH, false);
      case GRANT_STILL_ALLOWED -> new OcsfKind(other(type.word()), HIGH, true);
      case AUDIT_CHAIN_BROKEN -> new OcsfKind(other(type.word()), CRITICAL, false);
    };
  }

  /// Returns the activity "other" with Tidegate's own name.
  private static Activity other(String word) {
    return new Activity(Schema.API_ACTIVITY, OTHER, word);
  }
}
