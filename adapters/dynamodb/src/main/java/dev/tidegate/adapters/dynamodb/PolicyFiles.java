package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policies.PushPolicy;
import dev.tidegate.core.policy.PolicyHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Stores policy files by their hash, compressed and split into parts that fit into items (400 KB
/// [AWS: DynamoDB quotas]). A file that is read is verified against its hash: it is complete and
/// correct, or missing, or a [Fault].
final class PolicyFiles {
  private static final int PART_BYTES = 300 * 1024;

  private final DynamoDbClient dynamo;
  private final String table;

  PolicyFiles(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /// Returns a file; empty unless every part was written.
  Optional<byte[]> read(PolicyHash hash) {
    Optional<byte[]> packed = packed(hash, Keys.PART);
    if (packed.isEmpty()) {
      return packed;
    }
    byte[] file = unpack(packed.get(), hash);
    if (!PolicyHash.of(file).equals(hash)) {
      throw new Fault(Fault.Kind.BROKEN, "policy " + hash.hex() + " is not what its hash says");
    }
    return Optional.of(file);
  }

  /// Returns the compact form of a file, which the caller must verify against its hash; empty when
  /// it is missing or cannot be decompressed.
  Optional<byte[]> compact(PolicyHash hash, String sha256) {
    try {
      return packed(hash, Keys.compact(sha256)).map(packed -> unpack(packed, hash));
    } catch (Fault fault) {
      if (fault.kind() == Fault.Kind.BROKEN) {
        return Optional.empty();
      }
      throw fault;
    }
  }

  private Optional<byte[]> packed(PolicyHash hash, String begin) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("pk = :file AND begins_with(sk, :part)")
            .expressionAttributeValues(
                Map.of(
                    ":file", AttributeValues.text(Keys.policyFile(hash)),
                    ":part", AttributeValues.text(begin)))
            .build();
    List<Item> parts = Queries.all(dynamo, request).stream().map(Item::of).toList();
    if (parts.isEmpty() || parts.size() < parts.getFirst().count("parts")) {
      return Optional.empty();
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    parts.forEach(part -> packed.writeBytes(part.bytes("bytes")));
    return Optional.of(packed.toByteArray());
  }

  /// Writes the parts of a file; writing them again changes nothing.
  void write(PolicyHash hash, byte[] file) {
    write(hash, Keys.PART, file);
  }

  /// Writes the parts of a file's compact form.
  void writeCompact(PolicyHash hash, String sha256, byte[] compact) {
    write(hash, Keys.compact(sha256), compact);
  }

  private void write(PolicyHash hash, String begin, byte[] file) {
    byte[] packed = pack(file);
    int parts = (packed.length + PART_BYTES - 1) / PART_BYTES;
    for (int part = 0; part < parts; part++) {
      int from = part * PART_BYTES;
      byte[] bytes = Arrays.copyOfRange(packed, from, Math.min(packed.length, from + PART_BYTES));
      Map<String, AttributeValue> item =
          new HashMap<>(Keys.of(Keys.policyFile(hash), Keys.part(begin, part)));
      item.put("form", AttributeValues.number(CaseItems.FORM));
      item.put("parts", AttributeValues.number(parts));
      item.put("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
      PutItemRequest request = PutItemRequest.builder().tableName(table).item(item).build();
      DynamoFaults.translated("PutItem", () -> dynamo.putItem(request));
    }
  }

  private static byte[] pack(byte[] file) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] unpack(byte[] packed, PolicyHash hash) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return gzip.readNBytes(PushPolicy.MOST_BYTES + 1);
    } catch (IOException e) {
      throw new Fault(Fault.Kind.BROKEN, "policy " + hash.hex() + " cannot be unpacked", e);
    }
  }
}
