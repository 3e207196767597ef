package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.grant.ScheduleRemoval;
import dev.tidegate.core.access.grant.SessionRevoker;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Items as earlier versions wrote them, kept as files: an upgrade happens while Grants are live,
/// and must end them. A version that changes the item adds a file of its own and keeps the others.
abstract class EarlierItemsContract {
  protected abstract Dynamo dynamo();

  @ParameterizedTest
  @ValueSource(strings = {"active-0.1.0"})
  void aLiveGrantOfAnEarlierVersionIsStillEnded(String file) throws IOException {
    DynamoDbClient client = dynamo().client();
    TemplateTables tables = TemplateTables.createIn(client);
    Map<String, AttributeValue> item = item(file);
    client.putItem(put -> put.tableName(tables.table()).item(item));
    DynamoCaseStore store = tables.store(client);
    RequestId id = new RequestId(Item.of(item).text(Keys.PK));
    Grant live = store.load(id).flatMap(AccessCase::grant).orElseThrow();
    assertThat(live).isInstanceOf(Grant.Active.class);
    Instant end = live.terms().endsAt();
    new SweepCursor(client, tables.table()).write(end.minus(Duration.ofHours(1)));
    List<GrantId> cut = new ArrayList<>();
    EndGrant verb = new EndGrant(store, new Cuts(cut), new NoSchedules());

    assertThat(store.due(end, 10)).containsExactly(id);
    assertThat(verb.end(live.id(), end.minusSeconds(1))).isEqualTo(EndGrant.Outcome.NOT_DUE);
    assertThat(verb.end(live.id(), end)).isEqualTo(EndGrant.Outcome.ENDED);
    assertThat(cut).containsExactly(live.id());
    assertThat(store.load(id).flatMap(AccessCase::grant).orElseThrow())
        .isInstanceOf(Grant.Ended.class);
  }

  private static Map<String, AttributeValue> item(String file) throws IOException {
    String name = "/earlier/" + file + ".json";
    try (InputStream in = EarlierItemsContract.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no " + name);
      }
      return map(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
    }
  }

  private static Map<String, AttributeValue> map(Object of) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    ((Map<?, ?>) of).forEach((name, value) -> map.put((String) name, value(value)));
    return map;
  }

  /// Reads DynamoDB's JSON.
  private static AttributeValue value(Object typed) {
    Map.Entry<?, ?> one = ((Map<?, ?>) typed).entrySet().iterator().next();
    return switch ((String) one.getKey()) {
      case "S" -> AttributeValue.fromS((String) one.getValue());
      case "N" -> AttributeValue.fromN((String) one.getValue());
      case "BOOL" -> AttributeValue.fromBool((Boolean) one.getValue());
      case "M" -> AttributeValue.fromM(map(one.getValue()));
      case "L" ->
          AttributeValue.fromL(
              ((List<?>) one.getValue()).stream().map(EarlierItemsContract::value).toList());
      case String other -> throw new AssertionError("a type that no item has: " + other);
    };
  }

  private record Cuts(List<GrantId> made) implements SessionRevoker {
    @Override
    public RevocationResult cut(GrantTerms terms, Instant now) {
      made.add(terms.id());
      return new RevocationResult.Done();
    }

    @Override
    public void revokeRoleWide(GrantTerms terms, Instant before) {
      throw new AssertionError("there is room");
    }

    @Override
    public void removeRevocation(GrantTerms terms, Instant now) {
      throw new AssertionError("too early");
    }

    @Override
    public void removeRoleWideRevocation(GrantTerms terms, Instant before) {
      throw new AssertionError("there is none");
    }

    @Override
    public void detach(GrantTerms terms) {
      throw new AssertionError("not a temporary policy");
    }
  }

  private static final class NoSchedules implements ScheduleRemoval {
    @Override
    public void removeEnd(GrantId grant) {}

    @Override
    public void removeStart(GrantId grant) {}
  }
}
