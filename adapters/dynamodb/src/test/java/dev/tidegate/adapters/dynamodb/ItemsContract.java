package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.LedgerPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What lies in the tables, what it costs, and what happens when an answer is lost.
abstract class ItemsContract {
  private static final RequestId ID = Samples.id(1);
  private static final PolicyVersions.Compact NO_COMPACT =
      PolicyVersions.Compact.of(1, new byte[0]);
  private static final String GRANT = "g-" + ID.suffix();

  private final CallCounter calls = new CallCounter();
  private final LostAnswer lost = new LostAnswer();
  private DynamoDbClient client = dynamo().client(calls, lost);
  private TemplateTables tables = new TemplateTables("none", "none", "none");
  private DynamoCaseStore store = new DynamoCaseStore(client, "none", "none", "none");

  protected abstract Dynamo dynamo();

  @BeforeEach
  void prepare() {
    tables = TemplateTables.createIn(client);
    store = tables.store(client);
  }

  @Test
  void theStreamCanBeFilteredByTopLevelWords() {
    CaseScenario story = CaseScenario.submitted(ID);
    story.in(store);
    assertThat(item("CASE").get("state")).isEqualTo(AttributeValue.fromS("Pending"));
    assertThat(item("CASE")).doesNotContainKey("grantState");
    CaseScenario approved = next(story.approved(Samples.BOB));
    assertThat(item("CASE").get("state")).isEqualTo(AttributeValue.fromS("Approved"));
    assertThat(item("CASE").get("grantState")).isEqualTo(AttributeValue.fromS("Scheduled"));
    next(approved.activated());
    assertThat(item("CASE").get("grantState")).isEqualTo(AttributeValue.fromS("Active"));
    assertThat(item("CASE").get("version")).isEqualTo(AttributeValue.fromN("3"));
    assertThat(item("CASE").get("form")).isEqualTo(AttributeValue.fromN("1"));
  }

  @Test
  void whatTheItemHoldsCanBeReadWithoutTheCode() {
    CaseScenario.active(ID).issued().in(store);
    Item item = Item.of(item("CASE"));
    assertThat(item.map("submission").map("ask").text("reason"))
        .isEqualTo("orders stay in the queue");
    assertThat(item.map("grant").map("account").text("id")).isEqualTo("222222222222");
    assertThat(item.maps("reviews").getFirst().text("verdict")).isEqualTo("approve");
    assertThat(item("SESSION#000001").keySet())
        .containsExactlyInAnyOrder("pk", "sk", "form", "number", "kind", "at", "until");
  }

  @Test
  void theWatchItemComesWithTheGrantAndExpiresAtItsEnd() {
    CaseScenario story = CaseScenario.submitted(ID);
    story.in(store);
    assertThat(watch()).isEmpty();
    CaseScenario approved = next(story.approved(Samples.BOB));
    Instant end = approved.now().grant().orElseThrow().terms().endsAt();
    assertThat(watch())
        .containsEntry("grantId", AttributeValue.fromS(GRANT))
        .containsEntry("expiresAt", AttributeValue.fromN(Long.toString(end.getEpochSecond())))
        .doesNotContainKey("ending");
    Map<String, AttributeValue> before = watch();
    next(approved.activated());
    assertThat(watch()).isEqualTo(before);
  }

  @Test
  void endingEarlyMarksTheWatchItemAndEndingByTimeDoesNot() {
    CaseScenario early = CaseScenario.active(ID);
    early.in(store);
    CaseScenario revoked = next(early.revoked(Samples.SAM, "enough"));
    assertThat(watch()).containsEntry("ending", AttributeValue.fromBool(true));
    Map<String, AttributeValue> marked = watch();
    next(next(revoked.failedToEnd()).ended(new Revocation.Nothing()));
    assertThat(watch()).isEqualTo(marked);

    CaseScenario byTime = CaseScenario.active(Samples.id(2));
    byTime.in(store);
    next(next(byTime.timeUp()).ended(new Revocation.Nothing()));
    assertThat(watch("g-" + Samples.id(2).suffix())).doesNotContainKey("ending");
  }

  @Test
  void aWatchItemThatTtlTookDoesNotHoldUpARevoke() {
    CaseScenario active = CaseScenario.active(ID);
    active.in(store);
    client.deleteItem(
        delete ->
            delete.tableName(tables.watch()).key(Map.of("grantId", AttributeValue.fromS(GRANT))));
    next(active.revoked(Samples.SAM, "enough"));
    Instant end = active.now().grant().orElseThrow().terms().endsAt();
    assertThat(watch())
        .containsEntry("ending", AttributeValue.fromBool(true))
        .containsEntry("expiresAt", AttributeValue.fromN(Long.toString(end.getEpochSecond())));
  }

  @Test
  void aLostRaceLeavesTheWatchItemAlone() {
    CaseScenario active = CaseScenario.active(ID);
    active.in(store);
    next(active.issued());
    assertThat(store.commit(active.revoked(Samples.SAM, "enough").changes().getLast())).isFalse();
    assertThat(watch()).doesNotContainKey("ending");
  }

  @Test
  void listEntriesOfGroupsGoWithTheAnswer() {
    CaseScenario story =
        CaseScenario.submitted(
            Samples.submission(ID, Samples.ALICE, Samples.needs("a", "b"), Samples.T0));
    story.in(store);
    assertThat(sorts()).contains("WAIT#a", "WAIT#b");
    next(story.approved(Samples.BOB));
    assertThat(sorts())
        .containsExactly(
            Keys.answer(Samples.BOB.id()),
            "CASE",
            "EVENT#000001",
            "EVENT#000002",
            "EVENT#000003",
            "EVENT#000004");
    assertThat(calls.during(() -> store.answeredBy(Samples.BOB.id(), PageRequest.first(100))))
        .isEqualTo(List.of("Query", "BatchGetItem"));
  }

  @Test
  void anItemOfAnotherFormIsAFaultThatSaysSo() {
    AccessCase written = CaseScenario.active(ID).in(store);
    change("form", AttributeValue.fromN("2"));
    assertThatThrownBy(() -> store.load(ID))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BROKEN))
        .hasMessage(ID + " CASE.form: 2 is not one that this version reads (1)");
    change("form", AttributeValue.fromN("1"));
    assertThat(store.load(ID)).contains(written);
  }

  @Test
  void anItemThatWasDamagedIsAFaultThatNamesThePlace() {
    CaseScenario.active(ID).in(store);
    Map<String, AttributeValue> grant =
        new HashMap<>(Item.of(item("CASE")).map("grant").attributes());
    grant.remove("endsAt");
    change("grant", AttributeValue.fromM(grant));
    assertThatThrownBy(() -> store.load(ID))
        .isInstanceOf(Fault.class)
        .hasMessage(ID + " CASE.grant.endsAt: text expected");
    change("grant", AttributeValue.fromS("nonsense"));
    assertThatThrownBy(() -> store.load(ID))
        .isInstanceOf(Fault.class)
        .hasMessage(ID + " CASE.grant: a map expected");
  }

  @Test
  void aRecordWithAHoleIsNotShownAsIfItWereWhole() {
    CaseScenario.active(ID).in(store);
    client.deleteItem(
        delete -> delete.tableName(tables.table()).key(Keys.of(ID.text(), "EVENT#000005")));
    assertThatThrownBy(() -> store.history(ID))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("the case counts 5 events");
    assertThat(store.load(ID)).isPresent();
  }

  @Test
  void eventsAreReadFromTheirItemsAlone() {
    CaseScenario story = CaseScenario.active(ID).issued();
    story.in(store);
    for (CaseChange change : story.changes()) {
      change
          .events()
          .forEach(
              event -> {
                Map<String, AttributeValue> item = item(Keys.event(event.seq()));
                assertThat(EventItems.isEvent(item)).isTrue();
                assertThat(EventItems.read(item)).isEqualTo(event);
              });
    }
    assertThat(EventItems.isEvent(item("CASE"))).isFalse();
    assertThat(StreamKeys.grantOfCase(item("CASE")).orElseThrow().text()).isEqualTo(GRANT);
    assertThat(StreamKeys.grantOfCase(item("EVENT#000001"))).isEmpty();
    assertThat(StreamKeys.grantOfWatch(watch()).orElseThrow().text()).isEqualTo(GRANT);
  }

  @Test
  void theLedgerHoldsEveryEventInTheOrderOfTime() {
    CaseScenario story = CaseScenario.active(ID).issued().revoked(Samples.SAM, "enough");
    story.in(store);
    store.recordRefusal(
        new Refusal(
            Samples.ALICE,
            EventType.REQUEST_REFUSED,
            Optional.empty(),
            new TreeMap<>(Map.of("why", "no rule")),
            Samples.T0));
    assertThat(tables.eventsOfLedger(client))
        .hasSize(story.now().head().seq() + 1)
        .containsAll(store.history(ID).orElseThrow().events());
    AuditEvent first = store.history(ID).orElseThrow().events().getFirst();
    assertThat(LedgerItems.key(LedgerPosition.of(first)))
        .containsEntry(
            "sk",
            AttributeValue.fromS("%012d#%s#000000001".formatted(first.at().getEpochSecond(), ID)));
    assertThat(
            client
                .getItem(
                    r ->
                        r.tableName(tables.ledger()).key(LedgerItems.key(LedgerPosition.of(first))))
                .item())
        .containsEntry("hash", AttributeValue.fromS(first.hash()));
  }

  @Test
  void aChangeThatLosesLeavesNothingInTheLedger() {
    CaseScenario active = CaseScenario.active(ID);
    active.in(store);
    next(active.issued());
    int before = tables.eventsOfLedger(client).size();
    assertThat(store.commit(active.revoked(Samples.SAM, "enough").changes().getLast())).isFalse();
    assertThat(tables.eventsOfLedger(client)).hasSize(before);
  }

  @Test
  void aWriteWhoseAnswerIsLostIsNotTakenForAConflict() {
    CaseScenario story = CaseScenario.submitted(ID);
    story.in(store);
    lost.next("TransactWriteItems");
    next(story.approved(Samples.BOB));
    assertThat(lost.happened()).isTrue();
    assertThat(store.history(ID).orElseThrow().events()).hasSize(4);
  }

  @Test
  void eachOperationCostsTheCallsThatItShould() {
    CaseScenario story = CaseScenario.submitted(ID);
    assertThat(calls.during(() -> store.commit(story.changes().getFirst())))
        .isEqualTo(List.of("TransactWriteItems"));
    assertThat(calls.during(() -> store.load(ID))).isEqualTo(List.of("GetItem"));
    assertThat(calls.during(() -> store.history(ID))).isEqualTo(List.of("Query"));
    assertThat(calls.during(() -> store.submittedBy(Samples.ALICE.id(), PageRequest.first(100))))
        .isEqualTo(List.of("Query"));
    assertThat(calls.during(() -> store.inState(CaseState.PENDING, PageRequest.first(100))))
        .isEqualTo(List.of("Query"));
    assertThat(
            calls.during(
                () -> store.waitingFor(Samples.groups("orders-leads"), PageRequest.first(100))))
        .isEqualTo(List.of("Query", "BatchGetItem"));
    assertThat(calls.during(() -> store.defer(ID, 1, Samples.T0))).isEqualTo(List.of("UpdateItem"));
    DynamoPolicyVersions versions = tables.versions(client);
    assertThat(calls.during(versions::current)).isEqualTo(List.of("GetItem"));
    assertThat(calls.during(() -> versions.file(PolicyHash.of(new byte[0]))))
        .isEqualTo(List.of("Query"));
    assertThat(calls.during(() -> versions.compact(PolicyHash.of(new byte[0]), NO_COMPACT)))
        .isEqualTo(List.of("Query"));
  }

  @Test
  void aCompactFormThatCannotBeUnpackedIsNotThereAndSuchAFileIsAFault() {
    DynamoPolicyVersions versions = tables.versions(client);
    PolicyHash hash = PolicyHash.of(new byte[0]);
    for (String part : List.of(Keys.PART, Keys.compact(NO_COMPACT.sha256()))) {
      Map<String, AttributeValue> item =
          new HashMap<>(Keys.of(Keys.policyFile(hash), Keys.part(part, 0)));
      item.put("parts", AttributeValues.number(1));
      item.put("bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("no gzip")));
      client.putItem(put -> put.tableName(tables.table()).item(item));
    }

    assertThat(versions.compact(hash, NO_COMPACT)).isEmpty();
    assertThatThrownBy(() -> versions.file(hash))
        .isInstanceOf(Fault.class)
        .hasMessage("policy " + hash.hex() + " cannot be unpacked");
  }

  @Test
  void theFirstSweepOfAllLooksBackSevenDays() {
    CaseScenario.submitted(
            Samples.submission(
                ID, Samples.ALICE, Samples.needs("a"), Samples.T0.minus(DueIndex.BACK)))
        .in(store);
    List<RequestId> found = new ArrayList<>();
    assertThat(calls.during(() -> found.addAll(store.due(Samples.T0, 100))))
        .hasSize(1 + (int) (DueIndex.BACK.toHours() + 1) * Keys.SHARDS + 1);
    assertThat(found).containsExactly(ID);
  }

  @Test
  void aSweepCostsWhatPassedSinceTheLastOne() {
    new SweepCursor(client, tables.table()).write(Samples.T0.minus(Duration.ofHours(1)));
    assertThat(calls.during(() -> store.due(Samples.T0.plus(Duration.ofMinutes(5)), 100)))
        .hasSize(1 + 2 * Keys.SHARDS)
        .doesNotContain("Scan");
    assertThat(calls.during(() -> store.due(Samples.T0.plus(Duration.ofHours(3)), 100)))
        .hasSize(1 + 5 * Keys.SHARDS + 1);
    assertThat(calls.during(() -> store.due(Samples.T0.plus(Duration.ofDays(100)), 100)))
        .hasSize(1 + DueIndex.MOST_HOURS * Keys.SHARDS + 1);
  }

  private CaseScenario next(CaseScenario story) {
    assertThat(store.commit(story.changes().getLast())).isTrue();
    return story;
  }

  private void change(String attribute, AttributeValue value) {
    client.updateItem(
        update ->
            update
                .tableName(tables.table())
                .key(Keys.ofCase(ID))
                .updateExpression("SET #name = :value")
                .expressionAttributeNames(Map.of("#name", attribute))
                .expressionAttributeValues(Map.of(":value", value)));
  }

  private Map<String, AttributeValue> item(String sort) {
    return client
        .getItem(get -> get.tableName(tables.table()).key(Keys.of(ID.text(), sort)))
        .item();
  }

  private List<String> sorts() {
    return client
        .query(
            query ->
                query
                    .tableName(tables.table())
                    .keyConditionExpression("pk = :id")
                    .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(ID.text()))))
        .items()
        .stream()
        .map(item -> item.getOrDefault("sk", AttributeValue.fromS("")).s())
        .toList();
  }

  private Map<String, AttributeValue> watch() {
    return watch(GRANT);
  }

  private Map<String, AttributeValue> watch(String grant) {
    return client
        .getItem(
            get ->
                get.tableName(tables.watch()).key(Map.of("grantId", AttributeValue.fromS(grant))))
        .item();
  }
}
