package dev.tidegate.core.access.store;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Refusal;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SessionRecord;
import dev.tidegate.core.paging.InvalidPageCursor;
import dev.tidegate.core.paging.Page;
import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A [CaseStore] in memory, for tests of verbs and handlers. Safe for several threads.
public final class InMemoryCaseStore implements CaseStore {
  private record Stored(
      AccessCase current,
      List<SessionRecord> sessions,
      List<AuditEvent> events,
      Optional<Instant> due) {}

  /// The item that watches over a grant's end.
  public record Watch(Instant expiresAt, boolean ending) {}

  private final Map<RequestId, Stored> cases = new HashMap<>();
  private final Map<String, List<AuditEvent>> refusals = new LinkedHashMap<>();
  private final Map<String, Refusal.Count> counts = new HashMap<>();
  private final Map<GrantId, Watch> watches = new HashMap<>();

  @Override
  public synchronized Optional<AccessCase> load(RequestId id) {
    return Optional.ofNullable(cases.get(id)).map(Stored::current);
  }

  @Override
  public synchronized Optional<CaseHistory> history(RequestId id) {
    return Optional.ofNullable(cases.get(id))
        .map(found -> new CaseHistory(found.current(), found.sessions(), found.events()));
  }

  @Override
  public synchronized Optional<CaseEvents> events(RequestId id, int after) {
    return Optional.ofNullable(cases.get(id))
        .map(
            found ->
                new CaseEvents(
                    found.current(),
                    found.events().stream()
                        .filter(event -> event.seq() > after)
                        .limit(CaseEvents.MOST)
                        .toList()));
  }

  @Override
  public synchronized boolean commit(CaseChange change) {
    RequestId id = change.after().id();
    Optional<Stored> found = Optional.ofNullable(cases.get(id));
    Optional<Long> expected = change.before().map(AccessCase::version);
    if (!found.map(stored -> stored.current().version()).equals(expected)) {
      return false;
    }
    List<AuditEvent> events = new ArrayList<>(found.map(Stored::events).orElse(List.of()));
    events.addAll(change.events());
    List<SessionRecord> sessions = new ArrayList<>(found.map(Stored::sessions).orElse(List.of()));
    change.session().ifPresent(sessions::add);
    Optional<Instant> due =
        change.after().dueAt().map(at -> at.isBefore(change.at()) ? change.at() : at);
    cases.put(id, new Stored(change.after(), List.copyOf(sessions), List.copyOf(events), due));
    change.after().grant().ifPresent(this::watch);
    change.refusal().ifPresent(this::begin);
    return true;
  }

  @Override
  public synchronized boolean countRefusal(Refusal refusal) {
    String key = refusal.chain() + " " + refusal.key();
    Refusal.Count known = counts.get(key);
    if (known == null) {
      return false;
    }
    Refusal.Count more =
        new Refusal.Count(known.times() + 1, known.told(), known.first(), refusal.at());
    counts.put(key, more);
    if (more.isDue()) {
      append(refusal, refusal.repeated(more));
      counts.put(key, new Refusal.Count(more.times(), more.times(), more.first(), more.last()));
    }
    return true;
  }

  @Override
  public synchronized void recordRefusal(Refusal refusal) {
    boolean full = refusals(refusal.chain()).size() >= Refusal.MOST_EVENTS;
    Refusal recorded =
        full && !counts.containsKey(refusal.chain() + " " + refusal.key())
            ? refusal.further()
            : refusal;
    if (!countRefusal(recorded)) {
      append(recorded, recorded.first());
      begin(recorded);
    }
  }

  private void begin(Refusal refusal) {
    counts.put(
        refusal.chain() + " " + refusal.key(), new Refusal.Count(1, 1, refusal.at(), refusal.at()));
  }

  private void append(Refusal refusal, Map<String, String> details) {
    List<AuditEvent> chain = refusals.computeIfAbsent(refusal.chain(), _ -> new ArrayList<>());
    ChainHead head = chain.isEmpty() ? ChainHead.START : chain.getLast().head();
    chain.add(
        AuditEvent.after(
            head, refusal.chain(), refusal.at(), refusal.type(), refusal.who().actor(), details));
  }

  @Override
  public synchronized Page<AccessCase> submittedBy(PrincipalId requester, PageRequest page) {
    return page(found -> found.request().submission().requester().id().equals(requester), page);
  }

  @Override
  public synchronized Page<AccessCase> waitingFor(SortedSet<Group> groups, PageRequest page) {
    return page(found -> found.waitsFor().stream().anyMatch(groups::contains), page);
  }

  @Override
  public synchronized Page<AccessCase> answeredBy(PrincipalId reviewer, PageRequest page) {
    return page(found -> found.answeredBy().contains(reviewer), page);
  }

  @Override
  public synchronized Page<AccessCase> inState(CaseState state, PageRequest page) {
    return page(found -> found.state() == state || CaseState.of(found.request()) == state, page);
  }

  @Override
  public synchronized Optional<RequestId> overdueAfterReview(PrincipalId requester, Instant now) {
    return cases.values().stream()
        .map(Stored::current)
        .filter(found -> found.request().submission().requester().id().equals(requester))
        .filter(found -> found.awaitedAfterReview().filter(owed -> owed.late(now)).isPresent())
        .min(
            Comparator.comparing(
                (AccessCase found) -> found.awaitedAfterReview().orElseThrow().deadline()))
        .map(AccessCase::id);
  }

  @Override
  public synchronized List<RequestId> due(Instant now, int limit) {
    return cases.values().stream()
        .filter(stored -> stored.due().filter(at -> !at.isAfter(now)).isPresent())
        .sorted(
            Comparator.comparing((Stored stored) -> stored.due().orElseThrow())
                .thenComparing(stored -> stored.current().id().text()))
        .limit(limit)
        .map(stored -> stored.current().id())
        .toList();
  }

  @Override
  public synchronized List<AccessCase> endedDue(Instant from, Instant until) {
    return cases.values().stream()
        .filter(
            stored ->
                stored.due().filter(at -> !at.isBefore(from) && !at.isAfter(until)).isPresent())
        .map(Stored::current)
        .filter(found -> found.state() == CaseState.ENDED)
        .toList();
  }

  @Override
  public synchronized void defer(RequestId id, long version, Instant until) {
    cases.computeIfPresent(
        id,
        (_, found) ->
            found.current().version() == version && found.due().isPresent()
                ? new Stored(found.current(), found.sessions(), found.events(), Optional.of(until))
                : found);
  }

  @Override
  public synchronized void putAside(RequestId id, Instant now, Instant until) {
    cases.computeIfPresent(
        id,
        (_, found) ->
            found.due().filter(at -> !at.isAfter(now)).isPresent()
                ? new Stored(found.current(), found.sessions(), found.events(), Optional.of(until))
                : found);
  }

  /// Returns the events of a chain of refusals.
  public synchronized List<AuditEvent> refusals(String chain) {
    return List.copyOf(refusals.getOrDefault(chain, List.of()));
  }

  /// Returns every refusal that was recorded outside of the cases.
  public synchronized List<AuditEvent> refusals() {
    return refusals.values().stream().flatMap(List::stream).toList();
  }

  /// Returns the grant's watch item.
  public synchronized Optional<Watch> watch(GrantId id) {
    return Optional.ofNullable(watches.get(id));
  }

  /// Returns when the case is due.
  public synchronized Optional<Instant> dueAt(RequestId id) {
    return Optional.ofNullable(cases.get(id)).flatMap(Stored::due);
  }

  /// Lists the cases that `in` takes, newest first.
  private Page<AccessCase> page(Predicate<AccessCase> in, PageRequest request) {
    NavigableMap<Place, AccessCase> all = new TreeMap<>();
    cases.values().stream()
        .map(Stored::current)
        .filter(in)
        .forEach(found -> all.put(Place.of(found), found));
    NavigableMap<Place, AccessCase> rest =
        request.from().map(cursor -> all.tailMap(Place.read(cursor), false)).orElse(all);
    List<AccessCase> items = rest.values().stream().limit(request.limit()).toList();
    Optional<PageCursor> next =
        rest.size() > items.size()
            ? rest.keySet().stream().skip(request.limit() - 1L).findFirst().map(Place::cursor)
            : Optional.empty();
    return new Page<>(items, next);
  }

  private record Place(Instant at, String id) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::at, Comparator.reverseOrder())
            .thenComparing(Place::id, Comparator.reverseOrder());

    static Place of(AccessCase found) {
      return new Place(found.request().submission().at(), found.id().text());
    }

    /// Returns the place that `cursor` names.
    static Place read(PageCursor cursor) {
      List<String> parts = List.of(cursor.text().split(" ", -1));
      if (parts.size() != 2 || !RequestId.matches(parts.get(1))) {
        throw new InvalidPageCursor();
      }
      try {
        return new Place(Instant.parse(parts.get(0)), parts.get(1));
      } catch (DateTimeException e) {
        InvalidPageCursor unknown = new InvalidPageCursor();
        unknown.addSuppressed(e);
        throw unknown;
      }
    }

    PageCursor cursor() {
      return new PageCursor(at + " " + id);
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private void watch(Grant grant) {
    Instant end = grant.terms().endsAt();
    boolean early =
        grant instanceof Grant.Ending ending
            && !(ending.cause() instanceof EndCause.Time)
            && !(ending.cause() instanceof EndCause.Rewritten);
    watches.merge(
        grant.id(),
        new Watch(end, early),
        (known, now) -> new Watch(known.expiresAt(), known.ending() || now.ending()));
  }
}
