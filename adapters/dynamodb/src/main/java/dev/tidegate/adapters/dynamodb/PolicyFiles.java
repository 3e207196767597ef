package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.broker.Fault;
import dev.tidegate.core.broker.PushPolicy;
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

/// The bytes of policy files by their hash, compressed and cut into parts that fit into items (400
/// KB [AWS: DynamoDB quotas]). What is read back is held against its hash: a file is whole and
/// right, or it is not there, or it is a [Fault].
final class PolicyFiles {
  private static final int PART_BYTES = 300 * 1024;

  private final DynamoDbClient dynamo;
  private final String table;

  PolicyFiles(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /// Returns a file; nothing when no part, or not every part, was written.
  Optional<byte[]> read(PolicyHash hash) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("pk = :file AND begins_with(sk, :part)")
            .expressionAttributeValues(
                Map.of(
                    ":file", Values.text(Keys.policyFile(hash)),
                    ":part", Values.text(Keys.PART)))
            .build();
    List<Item> parts = Queries.all(dynamo, request).stream().map(Item::of).toList();
    if (parts.isEmpty() || parts.size() < parts.getFirst().count("parts")) {
      return Optional.empty();
    }
    byte[] file = unpack(parts, hash);
    if (!PolicyHash.of(file).equals(hash)) {
      throw new Fault(Fault.Kind.BROKEN, "policy " + hash.hex() + " is not what its hash says");
    }
    return Optional.of(file);
  }

  /// Writes the parts of a file; writing them again changes nothing.
  void write(PolicyHash hash, byte[] file) {
    byte[] packed = pack(file);
    int parts = (packed.length + PART_BYTES - 1) / PART_BYTES;
    for (int part = 0; part < parts; part++) {
      int from = part * PART_BYTES;
      byte[] bytes = Arrays.copyOfRange(packed, from, Math.min(packed.length, from + PART_BYTES));
      Map<String, AttributeValue> item =
          new HashMap<>(Keys.of(Keys.policyFile(hash), Keys.part(part)));
      item.put("form", Values.number(CaseItems.FORM));
      item.put("parts", Values.number(parts));
      item.put("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
      PutItemRequest request = PutItemRequest.builder().tableName(table).item(item).build();
      Faults.translated("PutItem", () -> dynamo.putItem(request));
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

  private static byte[] unpack(List<Item> parts, PolicyHash hash) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    parts.forEach(part -> packed.writeBytes(part.bytes("bytes")));
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      return gzip.readNBytes(PushPolicy.MOST_BYTES + 1);
    } catch (IOException e) {
      throw new Fault(Fault.Kind.BROKEN, "policy " + hash.hex() + " cannot be unpacked", e);
    }
  }
}
