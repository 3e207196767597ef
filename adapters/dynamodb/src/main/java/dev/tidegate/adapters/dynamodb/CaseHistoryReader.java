package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.access.store.CaseEvents;
import dev.tidegate.core.access.store.CaseHistory;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.record.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Reads a case with its history: one consistent Query of its partition, and more only when it is
/// larger than 1 MB.
///
/// A Query is not a snapshot. Events that are newer than the case are left out; when the case is
/// newer than the events, they are read again. Events that stay missing are a [Fault]: an
/// incomplete history is never shown as complete.
final class CaseHistoryReader {
  private final DynamoDbClient dynamo;
  private final String table;

  CaseHistoryReader(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  Optional<CaseHistory> of(RequestId id) {
    Optional<CaseHistory> found = read(id);
    for (int again = 0; again < 2 && found.filter(CaseHistoryReader::whole).isEmpty(); again++) {
      if (found.isEmpty()) {
        return found;
      }
      found = read(id);
    }
    if (found.isPresent() && !whole(found.get())) {
      throw new Fault(
          Fault.Kind.BROKEN,
          id
              + ": the case counts "
              + found.get().current().head().seq()
              + " events and "
              + found.get().current().sessions().count()
              + " sessions, of which some are missing");
    }
    return found;
  }

  /// Reads the events of a case from number `after` + 1 on, as many as one Query returns (1 MB).
  ///
  /// The case has been read before, so every event that it counts exists.
  List<AuditEvent> events(AccessCase current, int after) {
    int last = Math.min(current.head().seq(), after + CaseEvents.MOST);
    if (last <= after) {
      return List.of();
    }
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("pk = :id AND sk BETWEEN :first AND :last")
            .expressionAttributeValues(
                Map.of(
                    ":id", AttributeValues.text(current.id().text()),
                    ":first", AttributeValues.text(Keys.event(after + 1)),
                    ":last", AttributeValues.text(Keys.event(last))))
            .build();
    QueryResponse answer = DynamoFaults.translated("Query", () -> dynamo.query(request));
    List<AuditEvent> events = answer.items().stream().map(EventItems::read).toList();
    int expected = answer.hasLastEvaluatedKey() ? events.size() : last - after;
    if (events.size() != expected
        || events.isEmpty()
        || events.getFirst().seq() != after + 1
        || events.getLast().seq() != after + events.size()) {
      throw new Fault(
          Fault.Kind.BROKEN,
          current.id() + ": of its events after number " + after + " some are missing");
    }
    return events;
  }

  private static boolean whole(CaseHistory history) {
    return history.events().size() == history.current().head().seq()
        && history.sessions().size() == history.current().sessions().count();
  }

  private Optional<CaseHistory> read(RequestId id) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("pk = :id")
            .expressionAttributeValues(Map.of(":id", AttributeValues.text(id.text())))
            .build();
    List<AccessCase> cases = new ArrayList<>();
    List<SessionRecord> sessions = new ArrayList<>();
    List<AuditEvent> events = new ArrayList<>();
    for (Map<String, AttributeValue> item : Queries.all(dynamo, request)) {
      String sort = item.getOrDefault(Keys.SK, AttributeValues.text("")).s();
      if (sort.equals(Keys.CASE)) {
        cases.add(CaseItems.read(item));
      } else if (sort.startsWith(Keys.EVENT)) {
        events.add(EventItems.read(item));
      } else if (sort.startsWith(Keys.SESSION)) {
        sessions.add(SessionItems.read(item));
      }
    }
    return cases.stream()
        .findFirst()
        .map(
            current ->
                new CaseHistory(
                    current,
                    sessions.stream()
                        .filter(session -> session.number() <= current.sessions().count())
                        .toList(),
                    events.stream().filter(event -> event.seq() <= current.head().seq()).toList()));
  }
}
