package dev.tidegate.functions.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.PageTokens;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.record.EventType;
import dev.tidegate.wire.api.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTest {
  private final Requests requests = new Requests();

  @Test
  void aRequestIsShownWithItsEvents() {
    String id = submitted(Samples.ALICE);

    Answered shown = requests.show(Samples.ALICE, id).expect(200);

    assertThat(shown.text("events.0.type")).isEqualTo("request.submitted");
    assertThat(shown.text("events.0.prev")).isEqualTo("0".repeat(64));
    assertThat(requests.wire.calls()).endsWith("store.events", "policy.current");
  }

  @Test
  void whoMaySeeItSeesItAndOthersReadTheSameWordsAsForNothing() {
    String id = submitted(Samples.ALICE);
    for (Principal viewer : List.of(Samples.ALICE, Samples.BOB, Samples.CAROL, Samples.SAM)) {
      requests.show(viewer, id).expect(200);
    }

    Answered hidden = requests.show(Samples.DAVE, id);
    Answered absent = requests.show(Samples.DAVE, "r-zzzzzzzzzzzzzzzz");
    Answered garbage = requests.show(Samples.DAVE, "no id");

    hidden
        .problem(ProblemCode.NOT_FOUND)
        .error("id", "the id of a request that you may see", "look it up in the list of requests");
    assertThat(absent.raw()).isEqualTo(hidden.raw());
    assertThat(garbage.raw()).isEqualTo(hidden.raw());
  }

  @Test
  void anotherSpellingOfAnIdentityIsSomebodyElse() {
    String id = submitted(Samples.ALICE);
    PrincipalId alice = Samples.ALICE.id();
    Principal shouting =
        new Principal(
            new PrincipalId(alice.issuer(), "ALICE-0001"), "alice", Samples.ALICE.groups());

    requests.show(shouting, id).problem(ProblemCode.NOT_FOUND);
    requests.show(Samples.ALICE, id).expect(200);
  }

  @Test
  void aCaseOfFifteenThousandEventsIsShownInPartsThatLambdaTakes() {
    String id = submitted(Samples.ALICE);
    AccessCase current = requests.store.load(new RequestId(id)).orElseThrow();
    while (current.head().seq() < 15_000) {
      CaseChange change = CaseChange.of(current, Samples.T0);
      for (int i = 0; i < 40 && change.after().head().seq() < 15_000; i++) {
        change =
            change.noting(
                EventType.SESSION_REFUSED,
                Samples.ALICE.actor(),
                Map.of(
                    "why", "the grant ended at 2026-03-01T11:00:00Z",
                    "policy", "0".repeat(64),
                    "rules", "orders-dev,operations"));
      }
      assertThat(requests.store.commit(change)).isTrue();
      current = change.after();
    }
    Sent sent = Sent.to("GET /v1/requests/{id}").as(Samples.ALICE).id(id);
    List<Object> events = new ArrayList<>();
    long bytes = 0;
    int largest = 0;
    int parts = 0;
    Answered part = requests.send(sent).expect(200);
    while (true) {
      int size = part.raw().getBytes(StandardCharsets.UTF_8).length;
      largest = Math.max(largest, size);
      bytes += size;
      parts++;
      events.addAll((List<?>) part.at("events"));
      if (!part.body().containsKey("next")) {
        break;
      }
      part = requests.send(sent.query("page", part.text("next"))).expect(200);
    }
    System.out.println(
        "show of 15,000 events: "
            + parts
            + " answers, "
            + bytes
            + " bytes together, "
            + largest
            + " the largest");
    assertThat(events).hasSize(15_000);
    assertThat(bytes).isGreaterThan(6_000_000);
    assertThat(largest).isLessThan(1_500_000);
    requests
        .send(sent.as(Samples.BOB).query("page", requests.send(sent).expect(200).text("next")))
        .problem(ProblemCode.INVALID_PAGE);
  }

  @Test
  void listsAreMineWaitingAndByState() {
    String alices = submitted(Samples.ALICE);
    String daves = submitted(Samples.DAVE);

    assertThat(ids(requests.list(Samples.ALICE, "mine"))).containsExactly(alices);
    assertThat(ids(requests.list(Samples.BOB, "waiting"))).containsExactly(daves, alices);
    assertThat(ids(requests.list(Samples.BOB, "mine"))).isEmpty();
    assertThat(ids(requests.list(Samples.SAM, "Pending"))).containsExactly(daves, alices);
    assertThat(ids(requests.list(Samples.SAM, "Active"))).isEmpty();
    assertThat(ids(requests.send(Sent.to("GET /v1/requests").as(Samples.ALICE))))
        .containsExactly(alices);
  }

  @Test
  void eachListIsOneCall() {
    requests.list(Samples.ALICE, "mine").expect(200);
    requests.list(Samples.ALICE, "waiting").expect(200);
    requests.list(Samples.ALICE, "answered").expect(200);
    requests.list(Samples.SAM, "Ended").expect(200);

    assertThat(requests.wire.calls())
        .containsExactly(
            "store.submittedBy", "store.waitingFor", "store.answeredBy", "store.inState");
  }

  @Test
  void aPageOfWaitingIsFullOrTheLastWhateverIsNotForTheViewer() {
    Principal both = Samples.person("eve", Samples.DEVELOPERS, Samples.LEADS);
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      others.addFirst(submitted(Samples.ALICE));
    }
    for (int i = 0; i < 30; i++) {
      submitted(both);
    }
    Answered page =
        requests
            .send(Sent.to("GET /v1/requests").as(both).query("list", "waiting").query("limit", "5"))
            .expect(200);
    assertThat(ids(page)).isEqualTo(others);
    assertThat(page.body()).doesNotContainKey("next");
  }

  @Test
  void aForgedTokenIsRefusedAndNothingElse() {
    submitted(Samples.ALICE);
    submitted(Samples.ALICE);
    List<String> mine = List.of("requests", "mine", Samples.ALICE.id().canonical());
    for (String inside : List.of("", "x", "yesterday r-0000000000000001", "a b c", "\n")) {
      requests
          .send(
              Sent.to("GET /v1/requests")
                  .as(Samples.ALICE)
                  .query("list", "mine")
                  .query("page", PageTokens.write(mine, new PageCursor(inside))))
          .problem(ProblemCode.INVALID_PAGE)
          .error(
              "page",
              "the `next` of an answer to this same query",
              "leave it out and begin at the first page");
    }
  }

  @Test
  void withdrawingAgainSaysSo() {
    String id = submitted(Samples.ALICE);
    assertThat(requests.withdraw(Samples.ALICE, id).expect(200).header("Idempotent-Replay"))
        .isEmpty();
    assertThat(requests.withdraw(Samples.ALICE, id).expect(200).header("Idempotent-Replay"))
        .isEqualTo("true");
  }

  @Test
  void aListByStateIsForSecurity() {
    requests
        .list(Samples.BOB, "Pending")
        .problem(ProblemCode.NOT_YOURS)
        .error("list", "mine, waiting or answered", "take one of these lists");
    requests.list(Samples.SAM, "Pending").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "pending"})
  void aListThatIsNotThereIsNamed(String list) {
    requests
        .list(Samples.SAM, list)
        .problem(ProblemCode.INVALID_FIELD)
        .error(
            "list",
            "mine, waiting, answered, or a state: Pending, Approved, Denied, Withdrawn, Expired,"
                + " Scheduled, Active, Ending, Ended",
            "correct the value");
  }

  @Test
  void pagesTakeTogetherAreTheList() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.addFirst(submitted(Samples.ALICE));
    }
    List<String> seen = new ArrayList<>();
    Sent sent =
        Sent.to("GET /v1/requests").as(Samples.ALICE).query("list", "mine").query("limit", "2");
    Answered page = requests.send(sent).expect(200);
    seen.addAll(ids(page));
    while (page.body().containsKey("next")) {
      page = requests.send(sent.query("page", page.text("next"))).expect(200);
      seen.addAll(ids(page));
    }

    assertThat(seen).isEqualTo(all);
  }

  @Test
  void aPageOfAnotherQueryIsRefused() {
    submitted(Samples.ALICE);
    submitted(Samples.ALICE);
    Sent mine =
        Sent.to("GET /v1/requests").as(Samples.ALICE).query("list", "mine").query("limit", "1");
    Sent next = mine.query("page", requests.send(mine).expect(200).text("next"));

    for (Sent other :
        List.of(next.query("list", "waiting"), next.as(Samples.DAVE), next.query("page", "AAAA"))) {
      requests
          .send(other)
          .problem(ProblemCode.INVALID_PAGE)
          .error(
              "page",
              "the `next` of an answer to this same query",
              "leave it out and begin at the first page");
    }
    requests.send(next).expect(200);
    requests.send(next.query("limit", "2")).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "many"})
  void aLimitOutOfBoundsIsNamed(String limit) {
    requests
        .send(Sent.to("GET /v1/requests").as(Samples.ALICE).query("limit", limit))
        .problem(ProblemCode.INVALID_FIELD)
        .error("limit", "a whole number from 1 to 100", "correct the value");
    requests.send(Sent.to("GET /v1/requests").as(Samples.ALICE).query("limit", "100")).expect(200);
  }

  @Test
  void aParameterThatIsNotThereIsNamed() {
    requests
        .send(Sent.to("GET /v1/requests").as(Samples.ALICE).query("requester", "bob"))
        .problem(ProblemCode.UNKNOWN_FIELD)
        .error("requester", "one of list, limit, page", "leave it out");
  }

  @Test
  void withdrawingTakesARequestBack() {
    String id = submitted(Samples.ALICE);

    Answered withdrawn = requests.withdraw(Samples.ALICE, id).expect(200);

    assertThat(withdrawn.text("state")).isEqualTo("Withdrawn");
    assertThat(requests.withdraw(Samples.ALICE, id).expect(200).raw()).isEqualTo(withdrawn.raw());
  }

  @Test
  void onlyTheRequesterWithdraws() {
    String id = submitted(Samples.ALICE);

    requests
        .withdraw(Samples.BOB, id)
        .problem(ProblemCode.NOT_YOURS)
        .error("id", "a request of your own", "deny it, or revoke its grant");
    requests.withdraw(Samples.DAVE, id).problem(ProblemCode.NOT_FOUND);
    requests.withdraw(Samples.DAVE, "no id").problem(ProblemCode.NOT_FOUND);
    requests.withdraw(Samples.ALICE, id).expect(200);
  }

  @Test
  void whatIsOverCannotBeWithdrawn() {
    Answered granted =
        requests.submit(Samples.person("olga", Samples.OPERATIONS), Requests.body()).expect(201);
    Principal olga = Samples.person("olga", Samples.OPERATIONS);
    requests.now = Samples.T0.plusSeconds(7200);

    requests
        .withdraw(olga, granted.text("id"))
        .problem(ProblemCode.WRONG_STATE)
        .error(
            "id",
            "a request that is Pending, or whose grant is Scheduled or Active",
            "nothing needs to be done");
  }

  @Test
  void withdrawTakesNoFields() {
    String id = submitted(Samples.ALICE);
    Sent sent = Sent.to("POST /v1/requests/{id}/withdraw").as(Samples.ALICE).id(id);

    requests
        .send(sent.json(Map.of("requester", "bob")))
        .problem(ProblemCode.UNKNOWN_FIELD)
        .error("requester", "no fields", "leave it out");
    requests.send(sent.json(Map.of())).expect(200);
  }

  private String submitted(Principal who) {
    requests.now = requests.now.plusSeconds(1);
    return requests.submit(who, Requests.body()).expect(201).text("id");
  }

  @SuppressWarnings("unchecked")
  private static List<String> ids(Answered answered) {
    return ((List<Map<String, Object>>) answered.expect(200).at("items"))
        .stream().map(item -> String.valueOf(item.get("id"))).toList();
  }

  @Test
  void aPendingRequestNamesApproversThatAreGone() {
    Answered submitted = requests.submit(Samples.ALICE, Requests.body()).expect(201);
    String id = submitted.text("id");
    assertThat(requests.show(Samples.ALICE, id).expect(200).body()).doesNotContainKey("warnings");
    requests.policy = requests.policy.without(SamplePolicy.ASK_A_LEAD);

    assertThat(requests.show(Samples.ALICE, id).expect(200).text("warnings.0"))
        .startsWith("the policy in force names no approvers orders-leads any more");
  }

  @Test
  void anApproverSeesWhatWouldBeAllowedInTheListAndInTheRequest() {
    String id = submitted(Samples.ALICE);
    requests.now = Samples.T0.plusSeconds(600);

    Map<String, Object> item = items(requests.list(Samples.BOB, "waiting")).getFirst();
    Answered shown = requests.show(Samples.BOB, id).expect(200);

    for (Map<String, Object> view : List.of(item, shown.body())) {
      assertThat(view)
          .containsEntry("description", "works with one table")
          .containsEntry("kind", "session")
          .containsEntry("account", "orders-prod")
          .containsEntry("owed", "answer")
          .containsEntry("until", "2026-03-01T11:10:00Z")
          .containsEntry(
              "allows",
              List.of(
                  "They may call dynamodb:GetItem and dynamodb:Query on"
                      + " arn:aws:dynamodb:eu-central-1:222222222222:table/orders, if"
                      + " aws:SecureTransport is true (Bool).",
                  "They may call dynamodb:ListTables on *."))
          .doesNotContainKeys("shortened", "yourAnswer");
      assertThat((List<?>) view.getOrDefault("denies", List.of()))
          .last()
          .isEqualTo("From 2026-03-01T11:10:00Z on every call is refused.");
    }
    assertThat(requests.show(Samples.ALICE, id).expect(200).text("allows.0"))
        .startsWith("You may call");
    requests.show(Samples.DAVE, id).problem(ProblemCode.NOT_FOUND);
  }

  @Test
  void whatWouldBeAllowedIsWhatWasAskedForHoweverThePolicyChanges() {
    String id = submitted(Samples.ALICE);
    Object before = requests.show(Samples.BOB, id).expect(200).at("allows");
    requests.policy =
        requests.policy.with(
            SamplePolicy.entitlement(SamplePolicy.READ, Samples.CI_ROLE, Samples.ORDERS_PROD));

    Answered shown = requests.show(Samples.BOB, id).expect(200);

    assertThat(shown.at("allows")).isEqualTo(before);
    assertThat(shown.text("kind")).isEqualTo("session");
    assertThat(shown.text("warnings.0"))
        .isEqualTo(
            "the policy has changed: orders-table-read now gives something else than what was"
                + " asked for, so nobody can approve this; its requester has to ask again");
  }

  @Test
  void anItemOfAListIsBoundedAndTheRequestIsWhole() {
    List<Permission> many =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    new Permission(
                        List.of("s3:GetObject"), List.of("arn:aws:s3:::b" + i), List.of()))
            .toList();
    Entitlement usual =
        SamplePolicy.entitlement(SamplePolicy.READ, Samples.CI_ROLE, Samples.ORDERS_PROD);
    requests.policy =
        requests.policy.with(
            new Entitlement(
                usual.name(),
                usual.description(),
                usual.account(),
                usual.target(),
                many,
                usual.parameters(),
                usual.longest(),
                usual.uses()));
    String id = submitted(Samples.ALICE);

    Map<String, Object> item = items(requests.list(Samples.BOB, "waiting")).getFirst();
    Answered shown = requests.show(Samples.BOB, id).expect(200);

    List<?> some = (List<?>) item.getOrDefault("allows", List.of());
    assertThat(item).containsEntry("shortened", true);
    assertThat(String.join("", some.stream().map(String::valueOf).toList())).hasSize(1503);
    assertThat((List<?>) shown.at("allows")).hasSize(40);
    assertThat(shown.body()).doesNotContainKey("shortened");
  }

  @Test
  void whatIAnsweredIsAListOfItsOwnAsFarAsIMaySeeIt() {
    CaseScenario.submitted(Samples.id(7)).approved(Samples.BOB).in(requests.store);

    Map<String, Object> item = items(requests.list(Samples.BOB, "answered")).getFirst();

    assertThat(item).containsEntry("id", Samples.id(7).text()).containsKey("yourAnswer");
    assertThat(items(requests.list(Samples.CAROL, "answered"))).isEmpty();
    Principal moved = new Principal(Samples.BOB.id(), "bob", new TreeSet<>());
    assertThat(items(requests.list(moved, "answered"))).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> items(Answered answered) {
    return (List<Map<String, Object>>) answered.expect(200).at("items");
  }
}
