package dev.tidegate.adapters.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// A client that holds nothing, takes every write, and keeps what was written as text: DynamoDB's
/// JSON with the attributes in the order of their names, and bytes, which are packed, left out.
final class WrittenItems implements DynamoDbClient {
  private final List<String> writes = new ArrayList<>();

  /// Returns what was written since the last call.
  String text() {
    String text = String.join("\n", writes);
    writes.clear();
    return text;
  }

  /// Returns the last transaction that was written since the last call.
  String lastWrite() {
    String text = text();
    return text.substring(text.lastIndexOf("transaction"));
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return GetItemResponse.builder().build();
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return QueryResponse.builder().items(List.<Map<String, AttributeValue>>of()).count(0).build();
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    writes.add(
        "put "
            + request.tableName()
            + when(request.conditionExpression(), request.expressionAttributeValues())
            + map(request.item()));
    return PutItemResponse.builder().build();
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    writes.add(
        "update "
            + request.tableName()
            + when(request.conditionExpression(), request.expressionAttributeValues())
            + map(request.key())
            + " "
            + request.updateExpression());
    if (request.conditionExpression() != null) {
      throw ConditionalCheckFailedException.builder().message("there is no item").build();
    }
    return UpdateItemResponse.builder().build();
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    writes.add("delete " + request.tableName() + " " + map(request.key()));
    return DeleteItemResponse.builder().build();
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    writes.add("transaction");
    request.transactItems().forEach(item -> writes.add("  " + one(item)));
    return TransactWriteItemsResponse.builder().build();
  }

  private static String one(TransactWriteItem item) {
    if (item.put() != null) {
      return "put "
          + item.put().tableName()
          + when(item.put().conditionExpression(), item.put().expressionAttributeValues())
          + map(item.put().item());
    }
    if (item.update() != null) {
      return "update "
          + item.update().tableName()
          + when(item.update().conditionExpression(), item.update().expressionAttributeValues())
          + map(item.update().key())
          + " "
          + item.update().updateExpression();
    }
    return "delete " + item.delete().tableName() + " " + map(item.delete().key());
  }

  private static String when(String condition, Map<String, AttributeValue> values) {
    return (condition == null ? " " : " if " + condition + " ")
        + (values.isEmpty() ? "" : map(values) + " ");
  }

  private static String map(Map<String, AttributeValue> map) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(entry -> quoted(entry.getKey()) + ":" + value(entry.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String value(AttributeValue value) {
    return switch (value.type()) {
      case S -> "{\"S\":" + quoted(value.s()) + "}";
      case N -> "{\"N\":" + quoted(value.n()) + "}";
      case BOOL -> "{\"BOOL\":" + value.bool() + "}";
      case M -> "{\"M\":" + map(value.m()) + "}";
      case L ->
          value.l().stream()
              .map(WrittenItems::value)
              .collect(Collectors.joining(",", "{\"L\":[", "]}"));
      case B -> "{\"B\":\"...\"}";
      case SS, NS, BS, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new AssertionError("Tidegate writes no " + value.type());
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
