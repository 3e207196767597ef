package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.record.AuditEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/// Makes tables with the keys and indexes that `template.yaml` gives them, under names of their
/// own: what the tests run on cannot drift from what is deployed.
record TemplateTables(String table, String watch, String ledger) {
  static TemplateTables createIn(DynamoDbClient dynamo) {
    Map<?, ?> resources = map(template().get("Resources"));
    String suffix = "-" + UUID.randomUUID();
    TemplateTables tables =
        new TemplateTables("table" + suffix, "watch" + suffix, "ledger" + suffix);
    create(dynamo, tables.table(), map(resources.get("Table")));
    create(dynamo, tables.watch(), map(resources.get("WatchTable")));
    create(dynamo, tables.ledger(), map(resources.get("LedgerTable")));
    return tables;
  }

  DynamoCaseStore store(DynamoDbClient dynamo) {
    return new DynamoCaseStore(dynamo, table, watch, ledger);
  }

  DynamoPolicyVersions versions(DynamoDbClient dynamo) {
    return new DynamoPolicyVersions(dynamo, table, ledger);
  }

  /// Returns the events of one partition of the table, in order.
  List<AuditEvent> eventsOf(DynamoDbClient dynamo, String partition) {
    return dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression("pk = :pk AND begins_with(sk, :event)")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(partition),
                            ":event", AttributeValue.fromS(Keys.EVENT))))
        .items()
        .stream()
        .map(EventItems::read)
        .toList();
  }

  /// Returns the events of the ledger, in no order.
  List<AuditEvent> eventsOfLedger(DynamoDbClient dynamo) {
    return dynamo.scanPaginator(scan -> scan.tableName(ledger)).items().stream()
        .map(EventItems::read)
        .toList();
  }

  /// Makes the table of activity; returns its name.
  static String activityIn(DynamoDbClient dynamo) {
    String name = "activity-" + UUID.randomUUID();
    create(dynamo, name, map(map(template().get("Resources")).get("ActivityTable")));
    return name;
  }

  /// Returns the folder that holds `template.yaml`.
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("template.yaml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new AssertionError("no template.yaml above " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }

  private static void create(DynamoDbClient dynamo, String name, Map<?, ?> resource) {
    Map<?, ?> properties = map(resource.get("Properties"));
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.fromValue(text(properties, "BillingMode")))
            .attributeDefinitions(
                list(properties.get("AttributeDefinitions")).stream()
                    .map(
                        of ->
                            AttributeDefinition.builder()
                                .attributeName(text(of, "AttributeName"))
                                .attributeType(text(of, "AttributeType"))
                                .build())
                    .toList())
            .keySchema(keys(properties));
    if (properties.containsKey("GlobalSecondaryIndexes")) {
      request.globalSecondaryIndexes(
          list(properties.get("GlobalSecondaryIndexes")).stream()
              .map(TemplateTables::index)
              .toList());
    }
    dynamo.createTable(request.build());
    dynamo.waiter().waitUntilTableExists(wait -> wait.tableName(name));
  }

  private static GlobalSecondaryIndex index(Map<?, ?> of) {
    return GlobalSecondaryIndex.builder()
        .indexName(text(of, "IndexName"))
        .keySchema(keys(of))
        .projection(
            Projection.builder()
                .projectionType(text(map(of.get("Projection")), "ProjectionType"))
                .nonKeyAttributes(
                    map(of.get("Projection")).get("NonKeyAttributes") instanceof List<?> more
                        ? more.stream().map(String::valueOf).toList()
                        : null)
                .build())
        .build();
  }

  private static List<KeySchemaElement> keys(Map<?, ?> of) {
    return list(of.get("KeySchema")).stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(text(key, "AttributeName"))
                    .keyType(text(key, "KeyType"))
                    .build())
        .toList();
  }

  private static Map<?, ?> template() {
    try {
      String yaml = Files.readString(root().resolve("template.yaml"));
      return map(
          plain(
              new Compose(LoadSettings.builder().build())
                  .composeString(yaml)
                  .orElseThrow(() -> new AssertionError("template.yaml is empty"))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Turns nodes into maps, lists and texts; CloudFormation's tags are dropped.
  private static Object plain(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode sequence ->
          sequence.getValue().stream().map(TemplateTables::plain).toList();
      case MappingNode mapping -> {
        Map<Object, Object> map = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
          map.put(plain(entry.getKeyNode()), plain(entry.getValueNode()));
        }
        yield map;
      }
      default -> throw new AssertionError("unexpected node " + node);
    };
  }

  private static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new AssertionError("a map expected in template.yaml, found " + value);
  }

  private static List<Map<?, ?>> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().<Map<?, ?>>map(TemplateTables::map).toList();
    }
    throw new AssertionError("a list expected in template.yaml, found " + value);
  }

  private static String text(Map<?, ?> of, String name) {
    if (of.get(name) instanceof String text) {
      return text;
    }
    throw new AssertionError(name + " expected in template.yaml");
  }
}
