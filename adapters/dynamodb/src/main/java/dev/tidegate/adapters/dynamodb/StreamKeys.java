package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Finds the grant that a stream record is about, by its key alone, since a record may have no
/// images.
public final class StreamKeys {
  private StreamKeys() {}

  /// Returns the grant that the case under this key has or may get; empty when the key is not that
  /// of a case.
  public static Optional<GrantId> grantOfCase(Map<String, AttributeValue> key) {
    return text(key, Keys.SK)
        .filter(Keys.CASE::equals)
        .flatMap(_ -> text(key, Keys.PK))
        .filter(RequestId::matches)
        .map(id -> GrantId.of(new RequestId(id)));
  }

  /// Returns the grant that the watch item under this key of the watch table belongs to.
  public static Optional<GrantId> grantOfWatch(Map<String, AttributeValue> key) {
    return text(key, Keys.GRANT).filter(GrantId::matches).map(GrantId::new);
  }

  private static Optional<String> text(Map<String, AttributeValue> key, String name) {
    return Optional.ofNullable(key.get(name)).map(AttributeValue::s);
  }
}
