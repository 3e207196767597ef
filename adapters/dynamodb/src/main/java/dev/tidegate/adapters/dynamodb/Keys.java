package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.digest.HashInput;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Defines the names of key attributes and indexes and the format of their values; no other class
/// knows them.
final class Keys {
  static final String PK = "pk";
  static final String SK = "sk";
  static final String BY_OWNER = "byOwner";
  static final String OWNER = "ownerKey";
  static final String OWNER_SORT = "ownerSort";
  static final String BY_STATE = "byState";
  static final String STATE = "stateKey";
  static final String STATE_SORT = "stateSort";
  static final String BY_DUE = "byDue";
  static final String DUE = "dueKey";
  static final String DUE_SORT = "dueSort";
  static final String GRANT = "grantId";

  static final String CASE = "CASE";
  static final String EVENT = "EVENT#";
  static final String SESSION = "SESSION#";
  static final String WAIT = "WAIT#";
  static final String AFTER = "AFTER";
  static final String ANSWER = "ANSWER#";
  static final String POLICY = "POLICY";
  static final String CURRENT = "CURRENT";
  static final String AUDIT = "AUDIT#";
  static final String HEAD = "HEAD";
  static final String ONCE = "ONCE#";
  static final String RUN = "RUN#";
  static final String SEEN = "SEEN#";
  static final String CHECKPOINT = "CHECKPOINT";
  static final String CHECKPOINT_NUMBER = "CHECKPOINT#NUMBER";
  static final String PART = "PART#";
  static final String COMPACT = "COMPACT#";
  static final String SWEEP = "SWEEP";
  static final String CURSOR = "CURSOR";

  /// The longest readable owner; a partition key may have at most 2,048 bytes [AWS: DynamoDB
  /// quotas].
  private static final int LONGEST_OWNER = 1024;

  static final int SHARDS = 4;

  /// Has a fixed width, so that the order of texts is the order of instants.
  private static final DateTimeFormatter SORTABLE =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyyMMddHH", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Keys() {}

  static Map<String, AttributeValue> of(String pk, String sk) {
    return Map.of(PK, AttributeValues.text(pk), SK, AttributeValues.text(sk));
  }

  static Map<String, AttributeValue> ofCase(RequestId id) {
    return of(id.text(), CASE);
  }

  static String event(int seq) {
    return EVENT + six(seq);
  }

  static String session(int number) {
    return SESSION + six(number);
  }

  static String policyFile(PolicyHash hash) {
    return POLICY + "#" + hash.hex();
  }

  /// Returns the prefix of the sort keys of a compact form's parts.
  static String compact(String sha256) {
    return COMPACT + sha256 + "#";
  }

  static String part(String begin, int number) {
    return begin + String.format(Locale.ROOT, "%02d", number);
  }

  /// Returns the owner key of the cases of a requester.
  static String owner(PrincipalId requester) {
    return "P#" + readable(requester);
  }

  /// Returns the owner key of the after-reviews that a requester owes.
  static String owing(PrincipalId requester) {
    return "B#" + readable(requester);
  }

  /// Returns the owner key of the cases that a reviewer answered.
  static String answering(PrincipalId reviewer) {
    return "A#" + readable(reviewer);
  }

  /// Returns the sort key of a reviewer's entry: a hash, since an identity may be too long.
  static String answer(PrincipalId reviewer) {
    return ANSWER
        + HexFormat.of()
            .formatHex(HashInput.sha256(reviewer.canonical().getBytes(StandardCharsets.UTF_8)));
  }

  /// Returns an identity, hashed when it is too long for a key.
  private static String readable(PrincipalId requester) {
    byte[] utf8 = requester.canonical().getBytes(StandardCharsets.UTF_8);
    return utf8.length <= LONGEST_OWNER
        ? requester.canonical()
        : "sha256:" + HexFormat.of().formatHex(HashInput.sha256(utf8));
  }

  static String owner(Group group) {
    return "G#" + group.name();
  }

  static String state(CaseState state) {
    return "S#" + state.word();
  }

  /// Returns the sort key of a case in a list by time of submission.
  static String submitted(Instant at, RequestId id) {
    return SORTABLE.format(at) + "#" + id.text();
  }

  /// Returns a text that sorts after every sort key up to an instant and before all later ones.
  static String submittedUpTo(Instant at) {
    return SORTABLE.format(at) + "$";
  }

  static String due(Instant hour, int shard) {
    return hour(hour) + "#" + shard;
  }

  static int shard(RequestId id) {
    return Math.floorMod(id.text().hashCode(), SHARDS);
  }

  /// Returns the sort key in the due index; all keys of one second sort before those of the next.
  static String dueSort(Instant at, String id) {
    return String.format(Locale.ROOT, "%012d#%s", at.getEpochSecond(), id);
  }

  static String hour(Instant at) {
    return HOUR.format(at);
  }

  private static String six(int number) {
    return String.format(Locale.ROOT, "%06d", number);
  }
}
