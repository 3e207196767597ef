package dev.tidegate.core.access.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseScenario;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Extremes;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.ReviewFinding;
import dev.tidegate.core.access.Revocation;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.paging.InvalidPageCursor;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [CaseStore] keeps to where it lists cases: by requester, by what waits for a group,
/// by state, all paged.
public abstract class CaseListsContract {
  private static final SortedSet<Group> LEADS = Samples.groups("orders-leads");

  private CaseStore store = new InMemoryCaseStore();

  /// Returns a store without cases.
  protected abstract CaseStore emptyStore() throws Exception;

  @BeforeEach
  void prepare() throws Exception {
    store = emptyStore();
  }

  @Test
  void myListHoldsMineNewestFirstInEveryState() {
    List<RequestId> mine = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Instant at = Samples.T0.plus(Duration.ofMinutes(i));
      CaseScenario.submitted(Samples.submission(Samples.id(i), Samples.ALICE, needsLeads(), at))
          .in(store);
      CaseScenario.submitted(Samples.submission(Samples.id(50 + i), Samples.DAVE, needsLeads(), at))
          .in(store);
      mine.addFirst(Samples.id(i));
    }
    CaseScenario fourth =
        CaseScenario.submitted(
                Samples.submission(
                    Samples.id(9), Samples.ALICE, needsLeads(), Samples.T0.plusMillis(1)))
            .withdrawn();
    fourth.in(store);
    mine.add(2, Samples.id(9));
    assertThat(ids(store.submittedBy(Samples.ALICE.id(), PageRequest.first(100)))).isEqualTo(mine);
    assertThat(store.submittedBy(Samples.BOB.id(), PageRequest.first(100)).items()).isEmpty();
  }

  @Test
  void whatIsListedIsTheCaseAsItIs() {
    for (CaseScenario story : CaseScenario.everyState(200).values()) {
      AccessCase written = story.in(store);
      assertThat(store.inState(written.state(), PageRequest.first(100)).items()).contains(written);
      assertThat(
              store
                  .submittedBy(
                      written.request().submission().requester().id(), PageRequest.first(100))
                  .items())
          .contains(written);
    }
  }

  @Test
  void aCaseIsInTheListOfItsStateAndInNoOther() {
    CaseScenario story = CaseScenario.submitted(Samples.id(1));
    List<Function<CaseScenario, CaseScenario>> steps =
        List.of(
            before -> before.approved(Samples.BOB),
            CaseScenario::activated,
            before -> before.revoked(Samples.SAM, "enough"),
            before -> before.ended(new Revocation.Nothing()));
    story.in(store);
    assertOnlyIn(CaseState.PENDING);
    List<CaseState> states =
        List.of(CaseState.SCHEDULED, CaseState.ACTIVE, CaseState.ENDING, CaseState.ENDED);
    for (int i = 0; i < steps.size(); i++) {
      story = steps.get(i).apply(story);
      assertThat(store.commit(story.changes().getLast())).isTrue();
      assertOnlyIn(states.get(i));
    }
  }

  private void assertOnlyIn(CaseState expected) {
    for (CaseState state : CaseState.values()) {
      assertThat(ids(store.inState(state, PageRequest.first(10))))
          .as(state.word())
          .isEqualTo(
              state == expected || state == CaseState.APPROVED && expected != CaseState.PENDING
                  ? List.of(Samples.id(1))
                  : List.of());
    }
  }

  @Test
  void whatWaitsForSeveralGroupsOfOneViewerIsListedOnce() {
    SortedSet<Group> both = Samples.groups("orders-leads", "operations");
    submit(1, "orders-leads", "operations");
    submit(2, "operations");
    submit(3, "orders-leads");
    submit(4, "somebody-else");
    assertThat(ids(store.waitingFor(both, PageRequest.first(100))))
        .containsExactly(Samples.id(3), Samples.id(2), Samples.id(1));
    assertThat(everything(page -> store.waitingFor(both, page), 1))
        .containsExactly(Samples.id(3), Samples.id(2), Samples.id(1));
    assertThat(ids(store.waitingFor(LEADS, PageRequest.first(100))))
        .containsExactly(Samples.id(3), Samples.id(1));
    assertThat(store.waitingFor(Samples.groups(), PageRequest.first(100)).items()).isEmpty();
  }

  @Test
  void whatIsAnsweredNoLongerWaits() {
    CaseScenario reviewed =
        submit(1, "orders-leads", "operations").reviewed(Samples.CAROL, "one of two");
    assertThat(store.commit(reviewed.changes().getLast())).isTrue();
    assertThat(ids(store.waitingFor(LEADS, PageRequest.first(10)))).containsExactly(Samples.id(1));
    List<CaseScenario> answers =
        List.of(
            submit(2, "orders-leads", "operations").approved(Samples.BOB),
            submit(3, "orders-leads", "operations").denied(Samples.BOB, "no"),
            submit(4, "orders-leads", "operations").withdrawn(),
            submit(5, "orders-leads", "operations").expired());
    assertThat(store.waitingFor(LEADS, PageRequest.first(10)).items()).hasSize(5);
    answers.forEach(answer -> assertThat(store.commit(answer.changes().getLast())).isTrue());
    assertThat(ids(store.waitingFor(LEADS, PageRequest.first(10)))).containsExactly(Samples.id(1));
    assertThat(ids(store.waitingFor(Samples.groups("operations"), PageRequest.first(10))))
        .containsExactly(Samples.id(1));
  }

  @Test
  void answeringBetweenTwoPagesNeitherRepeatsNorHidesACase() {
    List<CaseScenario> stories =
        IntStream.range(0, 6).mapToObj(i -> submit(i, "orders-leads")).toList();
    Page<AccessCase> first = store.waitingFor(LEADS, PageRequest.first(2));
    assertThat(ids(first)).containsExactly(Samples.id(5), Samples.id(4));
    assertThat(store.commit(stories.get(4).approved(Samples.BOB).changes().getLast())).isTrue();
    assertThat(store.commit(stories.get(3).approved(Samples.BOB).changes().getLast())).isTrue();
    List<RequestId> rest = new ArrayList<>();
    Optional<PageCursor> next = first.next();
    while (next.isPresent()) {
      Page<AccessCase> page = store.waitingFor(LEADS, new PageRequest(2, next));
      rest.addAll(ids(page));
      next = page.next();
    }
    assertThat(rest).containsExactly(Samples.id(2), Samples.id(1), Samples.id(0));
  }

  @Test
  void aThousandAndOneOfAnythingAreListedToTheLast() {
    SortedSet<Group> both = Samples.groups("orders-leads", "operations");
    for (int i = 1; i <= 1001; i++) {
      if (i % 2 == 0) {
        submit(i, "orders-leads", "operations");
      } else {
        submit(i, "orders-leads");
      }
    }
    List<RequestId> newestFirst =
        IntStream.iterate(1001, i -> i >= 1, i -> i - 1).mapToObj(Samples::id).toList();
    assertThat(everything(page -> store.submittedBy(Samples.ALICE.id(), page), 100))
        .isEqualTo(newestFirst);
    assertThat(everything(page -> store.inState(CaseState.PENDING, page), 100))
        .isEqualTo(newestFirst);
    assertThat(everything(page -> store.waitingFor(LEADS, page), 100)).isEqualTo(newestFirst);
    assertThat(everything(page -> store.waitingFor(both, page), 100)).isEqualTo(newestFirst);
    assertThat(store.due(Samples.T0.plus(Duration.ofDays(3)), 2000)).hasSize(1001);
  }

  @Test
  void somebodyInAThousandAndOneGroupsSeesWhatWaitsForEach() {
    submit(1, "group-1");
    submit(2, "group-500", "group-1001");
    submit(3, "group-999");
    assertThat(everything(page -> store.waitingFor(Extremes.MANY_GROUPS.groups(), page), 10))
        .containsExactly(Samples.id(3), Samples.id(2), Samples.id(1));
  }

  @Test
  void ofSomebodyInFortyOneGroupsNoPageBeforeTheLastIsShort() {
    SortedSet<Group> groups =
        new TreeSet<>(IntStream.rangeClosed(1, 41).mapToObj(i -> new Group("group-" + i)).toList());
    List<RequestId> newestFirst = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      submit(i, "group-" + (i * 7 % 41 + 1), "group-" + (i * 11 % 41 + 1));
      newestFirst.addFirst(Samples.id(i));
    }
    Optional<PageCursor> next = Optional.empty();
    List<RequestId> seen = new ArrayList<>();
    do {
      Page<AccessCase> page = store.waitingFor(groups, new PageRequest(3, next));
      seen.addAll(ids(page));
      next = page.next();
      assertThat(page.items()).hasSize(next.isPresent() ? 3 : 2);
      next.ifPresent(cursor -> assertThat(cursor.text()).hasSizeLessThan(200));
    } while (next.isPresent());
    assertThat(seen).isEqualTo(newestFirst);
  }

  @Test
  void whatIsApprovedIsListedWhateverItsGrantDoes() {
    List<RequestId> approved = new ArrayList<>();
    for (CaseScenario story : CaseScenario.everyState(300).values()) {
      AccessCase written = story.in(store);
      if (written.grant().isPresent()) {
        approved.add(written.id());
      }
    }
    assertThat(approved).isNotEmpty();
    assertThat(everything(page -> store.inState(CaseState.APPROVED, page), 2))
        .containsExactlyInAnyOrderElementsOf(approved);
  }

  @Test
  void aGroupThatTheViewerLeftBetweenTwoPagesEndsItsPartOfTheList() {
    submit(1, "b");
    submit(2, "a");
    submit(3, "a");
    Page<AccessCase> first = store.waitingFor(Samples.groups("a", "b"), PageRequest.first(1));
    assertThat(ids(first)).containsExactly(Samples.id(3));
    Optional<PageCursor> next = first.next();
    List<RequestId> rest = new ArrayList<>();
    while (next.isPresent()) {
      Page<AccessCase> page = store.waitingFor(Samples.groups("b"), new PageRequest(1, next));
      rest.addAll(ids(page));
      next = page.next();
    }
    assertThat(rest).containsExactly(Samples.id(1));
  }

  @Test
  void theLastPageIsKnownAsTheLast() {
    submit(1, "orders-leads");
    submit(2, "orders-leads");
    Page<AccessCase> all = store.submittedBy(Samples.ALICE.id(), PageRequest.first(2));
    assertThat(all.items()).hasSize(2);
    assertThat(all.next()).isEmpty();
    assertThat(store.submittedBy(Samples.ALICE.id(), PageRequest.first(1)).next()).isPresent();
  }

  @Test
  void aCursorThatIsNoneIsRefused() {
    submit(1, "orders-leads");
    submit(2, "orders-leads");
    for (String text :
        List.of(
            "", "x", "%%%", "bm90IGEgY3Vyc29y", "after", "漢字", "yesterday r-0000000000000001")) {
      PageRequest page = new PageRequest(1, Optional.of(new PageCursor(text)));
      assertThatThrownBy(() -> store.submittedBy(Samples.ALICE.id(), page))
          .as("'%s'", text)
          .isInstanceOf(InvalidPageCursor.class)
          .hasMessage("page: a cursor of this list expected");
      assertThatThrownBy(() -> store.waitingFor(LEADS, page)).isInstanceOf(InvalidPageCursor.class);
      assertThatThrownBy(() -> store.inState(CaseState.PENDING, page))
          .isInstanceOf(InvalidPageCursor.class);
    }
    Optional<PageCursor> good = store.submittedBy(Samples.ALICE.id(), PageRequest.first(1)).next();
    assertThat(good).isPresent();
    assertThat(ids(store.submittedBy(Samples.ALICE.id(), new PageRequest(1, good))))
        .containsExactly(Samples.id(1));
  }

  @Test
  void aCursorLeadsNowhereThatItsQueryDoesNot() {
    Principal[] people = {Samples.ALICE, Samples.DAVE};
    for (int i = 0; i < 6; i++) {
      CaseScenario.submitted(
              Samples.submission(
                  Samples.id(i),
                  people[i % 2],
                  needsLeads(),
                  Samples.T0.plus(Duration.ofMinutes(i))))
          .in(store);
    }
    Optional<PageCursor> daves = store.submittedBy(Samples.DAVE.id(), PageRequest.first(1)).next();
    assertThat(daves).isPresent();
    assertThat(store.submittedBy(Samples.ALICE.id(), new PageRequest(10, daves)).items())
        .allMatch(found -> found.request().submission().requester().equals(Samples.ALICE));
  }

  @Test
  void whatIsOwedIsFoundFromItsDeadlineOnUntilItIsGiven() {
    Duration day = Duration.ofHours(24);
    CaseScenario later = CaseScenario.glassBroken(Samples.id(1), Samples.T0.plusSeconds(1));
    CaseScenario first = CaseScenario.glassBroken(Samples.id(2), Samples.T0);
    later.in(store);
    first.in(store);
    CaseScenario.submitted(Samples.id(3)).in(store);
    Instant deadline = Samples.T0.plus(day);
    assertThat(overdue(Samples.ALICE, deadline.minusNanos(1))).isEmpty();
    assertThat(overdue(Samples.ALICE, deadline)).contains(Samples.id(2));
    assertThat(overdue(Samples.DAVE, deadline.plus(day))).isEmpty();
    CaseScenario noted = first.overdue();
    assertThat(store.commit(noted.changes().getLast())).isTrue();
    assertThat(overdue(Samples.ALICE, deadline)).contains(Samples.id(2));
    assertThat(store.commit(noted.lookedBack(ReviewFinding.ACCEPT).changes().getLast())).isTrue();
    assertThat(overdue(Samples.ALICE, deadline)).isEmpty();
    assertThat(overdue(Samples.ALICE, deadline.plusSeconds(1))).contains(Samples.id(1));
  }

  @Test
  void whatSomebodyAnsweredStaysInTheirListNewestFirst() {
    CaseScenario approved =
        submit(1, "orders-leads", "operations").reviewed(Samples.CAROL, "one of two");
    CaseScenario denied = submit(2, "orders-leads").denied(Samples.CAROL, "no");
    CaseScenario others = submit(3, "orders-leads").approved(Samples.BOB);
    CaseScenario broken = CaseScenario.glassBroken(Samples.id(4));
    broken.in(store);
    submit(5, "orders-leads");
    assertThat(answered(Samples.CAROL)).isEmpty();
    for (CaseScenario story :
        List.of(approved, denied, others, broken.lookedBack(ReviewFinding.ACCEPT))) {
      assertThat(store.commit(story.changes().getLast())).isTrue();
    }
    assertThat(answered(Samples.CAROL)).containsExactly(Samples.id(2), Samples.id(1));
    assertThat(answered(Samples.BOB)).containsExactly(Samples.id(3));
    assertThat(answered(Samples.SAM)).containsExactly(Samples.id(4));
    assertThat(answered(Samples.ALICE)).isEmpty();
    assertThat(store.commit(approved.withdrawn().changes().getLast())).isTrue();
    assertThat(store.answeredBy(Samples.CAROL.id(), PageRequest.first(10)).items())
        .last()
        .matches(found -> found.state() == CaseState.WITHDRAWN);
  }

  private List<RequestId> answered(Principal who) {
    List<RequestId> one = everything(page -> store.answeredBy(who.id(), page), 1);
    assertThat(ids(store.answeredBy(who.id(), PageRequest.first(100)))).isEqualTo(one);
    return one;
  }

  @Test
  void whatIsOwedWaitsForThoseWhoLookBack() {
    CaseScenario story = CaseScenario.glassBroken(Samples.id(1));
    story.in(store);
    SortedSet<Group> security = Samples.groups("security");
    assertThat(ids(store.waitingFor(security, PageRequest.first(10))))
        .containsExactly(Samples.id(1));
    assertThat(store.commit(story.lookedBack(ReviewFinding.ACCEPT).changes().getLast())).isTrue();
    assertThat(store.waitingFor(security, PageRequest.first(10)).items()).isEmpty();
  }

  private Optional<RequestId> overdue(Principal who, Instant now) {
    return store.overdueAfterReview(who.id(), now);
  }

  private CaseScenario submit(int n, String... groups) {
    Submission submission =
        Samples.submission(
            Samples.id(n),
            Samples.ALICE,
            Samples.needs(groups),
            Samples.T0.plus(Duration.ofSeconds(n)));
    CaseScenario story = CaseScenario.submitted(submission);
    story.in(store);
    return story;
  }

  private static Decision needsLeads() {
    return Samples.needs("orders-leads");
  }

  private static List<RequestId> ids(Page<AccessCase> page) {
    return page.items().stream().map(AccessCase::id).toList();
  }

  /// Reads a list to its end and checks that no page is too long and nothing comes twice.
  private static List<RequestId> everything(
      Function<PageRequest, Page<AccessCase>> list, int limit) {
    List<RequestId> all = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(limit));
    while (next.isPresent()) {
      Page<AccessCase> page = list.apply(next.get());
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(ids(page));
      next = page.next().map(cursor -> new PageRequest(limit, Optional.of(cursor)));
    }
    assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    return all;
  }
}
