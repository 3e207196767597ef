package dev.tidegate.adapters.dynamodb;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// Asks for the capacity of each call, and adds it up by operation, beside the number of calls.
final class Consumed implements ExecutionInterceptor {
  private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

  /// What the calls of one operation cost.
  record Cost(int calls, double units) {
    private Cost plus(double more) {
      return new Cost(calls + 1, units + more);
    }
  }

  private final Map<String, Cost> costs = new TreeMap<>();

  /// Returns what the calls that `action` made cost.
  synchronized Map<String, Cost> during(Runnable action) {
    costs.clear();
    action.run();
    return new TreeMap<>(costs);
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return switch (context.request()) {
      case QueryRequest query -> query.toBuilder().returnConsumedCapacity(TOTAL).build();
      case GetItemRequest get -> get.toBuilder().returnConsumedCapacity(TOTAL).build();
      case PutItemRequest put -> put.toBuilder().returnConsumedCapacity(TOTAL).build();
      case UpdateItemRequest update -> update.toBuilder().returnConsumedCapacity(TOTAL).build();
      case TransactWriteItemsRequest write ->
          write.toBuilder().returnConsumedCapacity(TOTAL).build();
      case SdkRequest other -> other;
    };
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    switch (context.response()) {
      case QueryResponse query -> add("Query", query.consumedCapacity());
      case GetItemResponse get -> add("GetItem", get.consumedCapacity());
      case PutItemResponse put -> add("PutItem", put.consumedCapacity());
      case UpdateItemResponse update -> add("UpdateItem", update.consumedCapacity());
      case TransactWriteItemsResponse write ->
          add(
              "TransactWriteItems",
              ConsumedCapacity.builder()
                  .capacityUnits(
                      write.consumedCapacity().stream()
                          .mapToDouble(ConsumedCapacity::capacityUnits)
                          .sum())
                  .build());
      case SdkResponse other -> throw new AssertionError("what does this cost? " + other);
    }
  }

  private void add(String operation, ConsumedCapacity capacity) {
    costs.merge(
        operation, new Cost(1, capacity.capacityUnits()), (sum, one) -> sum.plus(one.units()));
  }
}
