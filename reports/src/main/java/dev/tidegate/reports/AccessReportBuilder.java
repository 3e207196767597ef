package dev.tidegate.reports;

import dev.tidegate.core.record.AuditEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Builds an [AccessReport] from the events of a time range, which must be added in the order of
/// the record.
///
/// Memory grows with the number of requests, not of events. A request that was submitted before the
/// range is counted with its events in the range, under the entitlement `(earlier)`. The row of its
/// grant shows the requester and the reason only if the events from [#since] on were added as well.
public final class AccessReportBuilder {
  /// How long before the range events are read, for the rows of grants only.
  private static final Duration BEFORE = Duration.ofDays(7);

  private static final int SLOWEST = 10;
  private static final String EARLIER = "(earlier)";

  private final Instant from;
  private final Instant to;
  private final OfficeHours hours;
  private final Map<String, RequestSoFar> stories = new HashMap<>();
  private final SortedMap<Key, ReportFigures> figures = new TreeMap<>();
  private final Map<String, String> teams = new HashMap<>();
  private final List<AccessReport.Approval> approvals = new ArrayList<>();
  private final List<Long> revokes = new ArrayList<>();
  private final GrantRows grants = new GrantRows();
  private final TreeSet<String> overdue = new TreeSet<>();
  private final SortedMap<String, Long> findings = new TreeMap<>();
  private long events;

  /// @param to exclusive
  public AccessReportBuilder(Instant from, Instant to, OfficeHours hours) {
    this.from = from;
    this.to = to;
    this.hours = hours;
  }

  private record Key(String entitlement, String team) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::entitlement).thenComparing(Key::team).compare(this, other);
    }
  }

  /// The state of one request.
  private static final class RequestSoFar {
    private final Key key;
    private Optional<Instant> submittedAt = Optional.empty();
    private boolean automatic;
    private boolean countedAsAutomatic;
    private boolean breakGlass;
    private boolean temporary;
    private boolean revoked;
    private boolean saidUnused;
    private boolean ended;
    private Optional<Instant> startsAt = Optional.empty();
    private Optional<Instant> endsAt = Optional.empty();
    private long sessions;

    RequestSoFar(Key key) {
      this.key = key;
    }
  }

  /// Returns the time from which on events should be added.
  public Instant since() {
    return from.minus(BEFORE);
  }

  /// Adds the next event.
  public void add(AuditEvent event) {
    boolean inTime = !event.at().isBefore(from);
    if (!event.at().isBefore(to)) {
      return;
    }
    if (event.subject().startsWith("r-")) {
      grants.add(event, inTime);
    }
    if (!inTime) {
      return;
    }
    events++;
    String type = event.type().word();
    if (type.startsWith("activity.")
        || (type.startsWith("audit.")
            && !type.equals("audit.checked")
            && !type.equals("audit.asked"))
        || type.equals("grant.still-allowed")) {
      findings.merge(finding(event, type), 1L, Long::sum);
    }
    if (event.subject().startsWith("r-") || type.equals("request.refused")) {
      about(event, type);
    }
  }

  /// Returns the kind of a finding. Calls after the end are split into allowed and refused ones,
  /// which matter differently.
  private static String finding(AuditEvent event, String type) {
    return type.equals("activity.after-end")
        ? type + " " + event.details().getOrDefault("outcome", "")
        : type;
  }

  /// Counts an entry of the record that could not be read as an event.
  ///
  /// @param at when the event happened
  public void unreadable(Instant at) {
    if (at.isBefore(from) || !at.isBefore(to)) {
      return;
    }
    findings.merge(AccessReport.UNREADABLE, 1L, Long::sum);
  }

  private void about(AuditEvent event, String type) {
    if (type.equals("request.submitted")) {
      submitted(event);
      return;
    }
    if (type.equals("request.refused")) {
      of(refused(event)).refused += times(event);
      return;
    }
    RequestSoFar story =
        stories.computeIfAbsent(event.subject(), _ -> new RequestSoFar(new Key(EARLIER, "-")));
    ReportFigures row = of(story.key);
    switch (type) {
      case "request.approved" -> approved(event, story, row);
      case "request.denied" -> row.denied++;
      case "request.expired" -> row.unanswered++;
      case "grant.scheduled" -> scheduled(event, story, row);
      case "grant.break-glass" -> {
        story.breakGlass = true;
        row.breakGlass++;
        row.automatic -= story.countedAsAutomatic ? 1 : 0;
      }
      case "session.issued" -> {
        story.sessions++;
        row.sessions++;
        row.outside += hours.has(event.at()) ? 0 : 1;
      }
      case "grant.revoked", "grant.withdrawn" -> {
        story.endsAt = Optional.of(event.at());
        story.revoked = type.equals("grant.revoked");
        row.revoked += story.revoked ? 1 : 0;
      }
      case "grant.confirmed" -> confirmed(event, story);
      case "activity.unused" -> saidUnused(story, row);
      case "grant.ended" -> ended(event, story, row);
      case "after-review.overdue" -> overdue.add(event.subject());
      case "after-review.given" -> overdue.remove(event.subject());
      default -> {
        // Not counted.
      }
    }
  }

  private void submitted(AuditEvent event) {
    String entitlement = event.details().getOrDefault("entitlement", EARLIER);
    String team = event.details().getOrDefault("team", "-");
    teams.put(entitlement, team);
    RequestSoFar story = new RequestSoFar(new Key(entitlement, team));
    story.submittedAt = Optional.of(event.at());
    story.automatic = "Allowed".equals(event.details().get("decision"));
    story.temporary = "temporary-policy".equals(event.details().get("kind"));
    stories.put(event.subject(), story);
    ReportFigures row = of(story.key);
    row.submitted++;
    for (String rule : event.details().getOrDefault("rules", "").split(",")) {
      if (!rule.isEmpty()) {
        row.rules.merge(rule, 1L, Long::sum);
      }
    }
  }

  /// Returns how many refusals an event stands for: equal refusals are recorded as one event with a
  /// count.
  private static long times(AuditEvent event) {
    String more = event.details().getOrDefault("more", "1");
    return more.matches("\\d{1,9}") ? Long.parseLong(more) : 1;
  }

  private Key refused(AuditEvent event) {
    String entitlement = event.details().getOrDefault("entitlement", EARLIER);
    return new Key(entitlement, teams.getOrDefault(entitlement, "-"));
  }

  private void approved(AuditEvent event, RequestSoFar story, ReportFigures row) {
    story.submittedAt.ifPresent(
        submitted -> {
          long seconds = Duration.between(submitted, event.at()).toSeconds();
          row.approvals.add(seconds);
          approvals.add(
              new AccessReport.Approval(
                  event.subject(), story.key.entitlement(), submitted, seconds));
        });
  }

  private static void scheduled(AuditEvent event, RequestSoFar story, ReportFigures row) {
    story.startsAt = instant(event, "startsAt");
    story.endsAt = instant(event, "endsAt");
    row.grants++;
    story.countedAsAutomatic = story.automatic && !story.breakGlass;
    row.automatic += story.countedAsAutomatic ? 1 : 0;
  }

  private void confirmed(AuditEvent event, RequestSoFar story) {
    String millis = event.details().getOrDefault("millis", "");
    if (story.revoked && millis.matches("\\d{1,15}")) {
      revokes.add(Long.parseLong(millis));
    }
  }

  /// Counts an unused temporary policy, which is found some time after its end. For sessions,
  /// [#ended] has counted it.
  private static void saidUnused(RequestSoFar story, ReportFigures row) {
    if (story.temporary && story.ended) {
      row.unused++;
    }
    story.saidUnused = true;
  }

  private static void ended(AuditEvent event, RequestSoFar story, ReportFigures row) {
    story.ended = true;
    Instant end = story.endsAt.filter(at -> at.isBefore(event.at())).orElse(event.at());
    story.startsAt.ifPresent(
        start -> row.seconds.add(Math.max(0, Duration.between(start, end).toSeconds())));
    boolean unused = story.temporary ? story.saidUnused : story.sessions == 0;
    row.unused += unused && story.startsAt.isPresent() ? 1 : 0;
  }

  private static Optional<Instant> instant(AuditEvent event, String name) {
    try {
      return Optional.ofNullable(event.details().get(name)).map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private ReportFigures of(Key key) {
    return figures.computeIfAbsent(key, _ -> new ReportFigures());
  }

  /// Returns the report on the events added so far.
  public AccessReport report() {
    List<AccessReport.Row> rows = new ArrayList<>();
    figures.forEach((key, row) -> rows.add(row.row(key.entitlement(), key.team())));
    List<AccessReport.Approval> slowest =
        approvals.stream()
            .sorted(
                Comparator.comparing(AccessReport.Approval::seconds)
                    .reversed()
                    .thenComparing(AccessReport.Approval::request))
            .limit(SLOWEST)
            .toList();
    return new AccessReport(
        from,
        to,
        hours,
        events,
        rows,
        grants.rows(),
        slowest,
        Distribution.of(revokes),
        List.copyOf(overdue),
        findings);
  }
}
