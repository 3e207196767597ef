package dev.tidegate.reports;

import dev.tidegate.core.record.AuditEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Builds a row for each grant from the events of its request. Events from before the reported
/// range provide the requester and the reason; a grant without an event in the range has no row.
final class GrantRows {
  private static final String PARAMETER = "parameter.";

  private final Map<String, RequestSoFar> stories = new HashMap<>();

  /// The state of one request.
  private static final class RequestSoFar {
    private Map<String, String> asked = Map.of();
    private GrantRow.Who who = GrantRow.Who.UNKNOWN;
    private final List<GrantRow.Who> approvedBy = new ArrayList<>();
    private String grant = "";
    private boolean counts;
    private boolean breakGlass;
    private Optional<Instant> startsAt = Optional.empty();
    private Optional<Instant> endsAt = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private String ending = "";
    private long sessions;
    private Optional<GrantRow.Used> used = Optional.empty();
    private Optional<Long> calls = Optional.empty();
    private GrantRow.Review review = GrantRow.Review.NONE;
  }

  /// Adds the next event of a request.
  ///
  /// @param inTime whether it is in the reported range
  void add(AuditEvent event, boolean inTime) {
    Map<String, String> details = event.details();
    switch (event.type()) {
      case REQUEST_SUBMITTED -> {
        RequestSoFar story = of(event);
        story.asked = details;
        story.who = who(event);
      }
      case REVIEW_GIVEN -> {
        if ("approve".equals(details.get("verdict"))) {
          of(event).approvedBy.add(who(event));
        }
      }
      // Its start already shows that it became active.
      case GRANT_ACTIVE -> granted(event, inTime);
      case GRANT_SCHEDULED -> {
        RequestSoFar story = granted(event, inTime);
        story.startsAt = instant(details, "startsAt");
        story.endsAt = instant(details, "endsAt");
      }
      case GRANT_BREAK_GLASS -> {
        RequestSoFar story = granted(event, inTime);
        story.breakGlass = true;
        story.review = GrantRow.Review.OWED;
        story.who = who(event);
        story.asked = story.asked.isEmpty() ? details : story.asked;
      }
      case GRANT_NOT_STARTED ->
          end(granted(event, inTime), event, "not started: " + details.getOrDefault("why", ""));
      case GRANT_CONTINUED ->
          end(
              granted(event, inTime),
              event,
              "continued by " + details.getOrDefault("by", "another"));
      case GRANT_REVOKED ->
          end(
              granted(event, inTime),
              event,
              "revoked by " + who(event).shown() + ": " + details.getOrDefault("reason", ""));
      case GRANT_WITHDRAWN -> end(granted(event, inTime), event, "given back");
      case GRANT_ENDED ->
          end(
              granted(event, inTime),
              event,
              switch (details.getOrDefault("why", "time")) {
                case "time" -> "by its time";
                case "ineligible" -> "not started";
                case "rewritten" -> "its policy was rewritten in the account";
                case "withdrawn" -> "given back";
                default -> details.getOrDefault("why", "");
              });
      case SESSION_ISSUED -> granted(event, inTime).sessions++;
      case GRANT_ACTIVITY -> {
        RequestSoFar story = granted(event, inTime);
        story.used =
            Optional.of(
                switch (details.getOrDefault("outcome", "")) {
                  case "yes" -> GrantRow.Used.YES;
                  case "no" -> GrantRow.Used.NO;
                  default -> GrantRow.Used.UNKNOWN;
                });
        story.calls =
            Optional.ofNullable(details.get("calls"))
                .filter(digits -> digits.matches("\\d{1,9}"))
                .map(Long::parseLong);
      }
      case ACTIVITY_UNUSED -> granted(event, inTime).used = Optional.of(GrantRow.Used.NO);
      case AFTER_REVIEW_OVERDUE -> granted(event, inTime).review = GrantRow.Review.OVERDUE;
      case AFTER_REVIEW_GIVEN ->
          granted(event, inTime).review =
              "question".equals(details.get("verdict"))
                  ? GrantRow.Review.QUESTIONED
                  : GrantRow.Review.ACCEPTED;
      case REQUEST_REFUSED,
          REQUEST_APPROVED,
          REQUEST_DENIED,
          REQUEST_WITHDRAWN,
          REQUEST_WITHDRAW_REFUSED,
          REQUEST_EXPIRED,
          REVIEW_REFUSED,
          AFTER_REVIEW_REFUSED,
          GRANT_EXTEND_REFUSED,
          GRANT_REVOKE_REFUSED,
          GRANT_ENDING,
          GRANT_CUT,
          GRANT_CUT_ROLE_WIDE,
          GRANT_CUT_REMOVED,
          GRANT_CONFIRMED,
          GRANT_STILL_ALLOWED,
          SESSION_REFUSED,
          POLICY_PUSHED,
          POLICY_ROLLED_BACK,
          POLICY_PUSH_REFUSED,
          ACTIVITY_AFTER_END,
          ACTIVITY_OUTSIDE_BOUNDARY,
          ACTIVITY_UNISSUED_SESSION,
          AUDIT_ASKED,
          AUDIT_CHECKED,
          AUDIT_DIFFERENCE,
          AUDIT_UNREACHABLE,
          AUDIT_CHANGED,
          AUDIT_REMOVED,
          AUDIT_NOT_REMOVED,
          AUDIT_PUT_BACK,
          AUDIT_CHAIN_BROKEN -> {
        // Not shown in a column.
      }
    }
  }

  private RequestSoFar of(AuditEvent event) {
    return stories.computeIfAbsent(event.subject(), _ -> new RequestSoFar());
  }

  private RequestSoFar granted(AuditEvent event, boolean inTime) {
    RequestSoFar story = of(event);
    story.counts |= inTime;
    story.grant = event.details().getOrDefault("grant", story.grant);
    return story;
  }

  /// Records how a grant ended. The first such event has the reason; a later one only confirms the
  /// end.
  private static void end(RequestSoFar story, AuditEvent event, String words) {
    if (story.ended.isEmpty()) {
      story.ended = Optional.of(event.at());
      story.ending = words;
    }
  }

  /// Returns the rows, break-glass and outstanding after-reviews first, then by start.
  List<GrantRow> rows() {
    List<GrantRow> rows = new ArrayList<>();
    stories.forEach(
        (request, story) -> {
          if (story.counts && !story.grant.isEmpty()) {
            rows.add(row(request, story));
          }
        });
    rows.sort(
        Comparator.comparing(GrantRow::review)
            .thenComparing(row -> row.way() != GrantRow.Basis.BREAK_GLASS)
            .thenComparing(row -> row.startsAt().orElse(Instant.EPOCH))
            .thenComparing(GrantRow::request));
    return rows;
  }

  private static GrantRow row(String request, RequestSoFar story) {
    Map<String, String> asked = story.asked;
    SortedMap<String, String> parameters = new TreeMap<>();
    asked.forEach(
        (name, value) -> {
          if (name.startsWith(PARAMETER)) {
            parameters.put(name.substring(PARAMETER.length()), value);
          }
        });
    return new GrantRow(
        request,
        story.grant,
        story.who,
        asked.getOrDefault("entitlement", ""),
        asked.getOrDefault("account", ""),
        asked.getOrDefault("team", ""),
        asked.getOrDefault("kind", ""),
        parameters,
        asked.getOrDefault("use", ""),
        asked.getOrDefault("reason", ""),
        asked.getOrDefault("ticket", ""),
        way(story),
        story.approvedBy,
        story.startsAt,
        story.endsAt,
        story.ended,
        story.ended.isEmpty() ? "goes on" : story.ending,
        story.sessions,
        used(story),
        story.calls,
        story.review);
  }

  private static GrantRow.Basis way(RequestSoFar story) {
    if (story.breakGlass) {
      return GrantRow.Basis.BREAK_GLASS;
    }
    if (!story.approvedBy.isEmpty()) {
      return GrantRow.Basis.APPROVED;
    }
    return switch (story.asked.getOrDefault("decision", "")) {
      case "Allowed" -> GrantRow.Basis.AUTOMATIC;
      case "NeedsApproval" -> GrantRow.Basis.APPROVED;
      default -> GrantRow.Basis.UNKNOWN;
    };
  }

  /// Returns whether the grant was used. Without a session, a grant whose events are all known was
  /// not used. A temporary policy issues no sessions, and what its role does under it cannot be
  /// told apart.
  private static GrantRow.Used used(RequestSoFar story) {
    if (story.used.isPresent()) {
      return story.used.get();
    }
    boolean whole = "session".equals(story.asked.get("kind"));
    return whole && story.sessions == 0 && story.startsAt.isPresent()
        ? GrantRow.Used.NO
        : GrantRow.Used.UNKNOWN;
  }

  private static GrantRow.Who who(AuditEvent event) {
    return new GrantRow.Who(event.actorId(), event.actorLabel());
  }

  private static Optional<Instant> instant(Map<String, String> details, String name) {
    try {
      return Optional.ofNullable(details.get(name)).map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
