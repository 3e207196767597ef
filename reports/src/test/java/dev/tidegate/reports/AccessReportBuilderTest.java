package dev.tidegate.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidegate.core.principal.Actor;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessReportBuilderTest {
  /// A Monday, ten in the morning in Berlin.
  private static final Instant T = Instant.parse("2026-03-02T09:00:00Z");

  private static final OfficeHours HOURS =
      new OfficeHours(ZoneId.of("Europe/Berlin"), LocalTime.of(8, 0), LocalTime.of(18, 0));

  private final AccessReportBuilder reporting =
      new AccessReportBuilder(T.minusSeconds(3600), T.plusSeconds(86400 * 7), HOURS);
  private final Map<String, ChainHead> heads = new HashMap<>();
  private Actor who = new Actor.Function("x");

  @Test
  void oneRequestFromSubmissionToItsEnd() {
    submitted("r-1", T, "NeedsApproval");
    add("r-1", T.plusSeconds(300), EventType.REQUEST_APPROVED, Map.of());
    scheduled("r-1", T.plusSeconds(300), 3600);
    add("r-1", T.plusSeconds(400), EventType.SESSION_ISSUED, Map.of());
    add("r-1", T.plusSeconds(36000), EventType.SESSION_ISSUED, Map.of());
    add("r-1", T.plusSeconds(3950), EventType.GRANT_ENDED, Map.of("why", "time"));
    AccessReport.Row row = only();
    assertThat(row.entitlement()).isEqualTo("orders-table-read");
    assertThat(row.team()).isEqualTo("orders");
    assertThat(row.grants()).isEqualTo(1);
    assertThat(row.automatic()).isZero();
    assertThat(row.unused()).isZero();
    assertThat(row.sessions()).isEqualTo(2);
    assertThat(row.outside()).isEqualTo(1);
    assertThat(row.seconds()).isEqualTo(new Distribution(1, 3600, 3600, 3600, 3600));
    assertThat(row.approvals().median()).isEqualTo(300);
    assertThat(row.rules()).isEqualTo(Map.of("devs", 1L, "tickets", 1L));
    assertThat(report().slowest())
        .containsExactly(new AccessReport.Approval("r-1", "orders-table-read", T, 300));
  }

  @Test
  void aRevokeShortensAGrantAndTellsHowSoonItWasRefused() {
    submitted("r-1", T, "Allowed");
    scheduled("r-1", T, 3600);
    add("r-1", T.plusSeconds(60), EventType.GRANT_REVOKED, Map.of());
    add("r-1", T.plusSeconds(61), EventType.GRANT_CONFIRMED, Map.of("millis", "850"));
    add("r-1", T.plusSeconds(62), EventType.GRANT_ENDED, Map.of());
    assertThat(only().automatic()).isEqualTo(1);
    assertThat(only().revoked()).isEqualTo(1);
    assertThat(only().unused()).isEqualTo(1);
    assertThat(only().seconds().max()).isEqualTo(60);
    assertThat(report().revokes()).isEqualTo(new Distribution(1, 850, 850, 850, 850));
  }

  @Test
  void aConfirmedEndByTimeIsNoRevoke() {
    submitted("r-1", T, "Allowed");
    scheduled("r-1", T, 3600);
    add("r-1", T.plusSeconds(3601), EventType.GRANT_CONFIRMED, Map.of("millis", "850"));
    assertThat(report().revokes().count()).isZero();
  }

  @Test
  void refusalsCountUnderTheTeamThatTheEntitlementHas() {
    submitted("r-1", T, "Allowed");
    add("r-2", T, EventType.REQUEST_REFUSED, Map.of("entitlement", "orders-table-read"));
    add("r-3", T, EventType.REQUEST_REFUSED, Map.of("entitlement", "payments"));
    assertThat(report().rows())
        .extracting(
            AccessReport.Row::entitlement, AccessReport.Row::team, AccessReport.Row::refused)
        .containsExactly(tuple("orders-table-read", "orders", 1L), tuple("payments", "-", 1L));
  }

  @Test
  void whatIsOutsideOfTheTimeDoesNotCountAndEarlierRequestsHaveARowOfTheirOwn() {
    submitted("r-1", T.minusSeconds(7200), "Allowed");
    scheduled("r-1", T, 60);
    assertThat(report().events()).isEqualTo(1);
    assertThat(only().entitlement()).isEqualTo("(earlier)");
    assertThat(only().submitted()).isZero();
    assertThat(only().grants()).isEqualTo(1);
  }

  @Test
  void aTemporaryPolicyIsUnusedOnlyWhenAFindingSaysSo() {
    add(
        "r-1",
        T,
        EventType.REQUEST_SUBMITTED,
        Map.of("entitlement", "ci", "kind", "temporary-policy", "decision", "Allowed"));
    scheduled("r-1", T, 60);
    add("r-1", T.plusSeconds(60), EventType.GRANT_ENDED, Map.of());
    assertThat(only().unused()).isZero();
    assertThat(only().grants()).isEqualTo(1);
    add("r-1", T.plusSeconds(7200), EventType.ACTIVITY_UNUSED, Map.of());
    assertThat(only().unused()).isEqualTo(1);
  }

  @Test
  void aSessionGrantThatWasNotUsedCountsOnceHoweverOftenThatIsSaid() {
    submitted("r-1", T, "Allowed");
    scheduled("r-1", T, 60);
    add("r-1", T.plusSeconds(60), EventType.GRANT_ENDED, Map.of());
    add("r-1", T.plusSeconds(7200), EventType.ACTIVITY_UNUSED, Map.of());
    assertThat(only().unused()).isEqualTo(1);
  }

  @Test
  void breakGlassIsNotCountedAsAutomaticAndItsReviewIsOverdueUntilItIsGiven() {
    submitted("r-1", T, "Allowed");
    scheduled("r-1", T, 60);
    add("r-1", T, EventType.GRANT_BREAK_GLASS, Map.of());
    submitted("r-2", T, "Allowed");
    add("r-2", T, EventType.GRANT_BREAK_GLASS, Map.of());
    scheduled("r-2", T, 60);
    add("r-1", T.plusSeconds(99), EventType.AFTER_REVIEW_OVERDUE, Map.of());
    add("r-2", T.plusSeconds(99), EventType.AFTER_REVIEW_OVERDUE, Map.of());
    add("r-2", T.plusSeconds(199), EventType.AFTER_REVIEW_GIVEN, Map.of());
    assertThat(only().breakGlass()).isEqualTo(2);
    assertThat(only().automatic()).isZero();
    assertThat(report().overdue()).containsExactly("r-1");
  }

  @Test
  void eachGrantHasARowThatSaysWhoWhatWhyByWhomHowLongAndWhetherItWasUsed() {
    who =
        new Actor.Person(new PrincipalId("https://idp.example.com", "alice"), "alice@example.com");
    asked("r-1", T, "NeedsApproval");
    who = new Actor.Person(new PrincipalId("https://idp.example.com", "bob"), "bob@example.com");
    add("r-1", T.plusSeconds(60), EventType.REVIEW_GIVEN, Map.of("verdict", "approve"));
    given("r-1", T.plusSeconds(60), 3600);
    add("r-1", T.plusSeconds(90), EventType.SESSION_ISSUED, Map.of("grant", "g-1"));
    add(
        "r-1",
        T.plusSeconds(660),
        EventType.GRANT_REVOKED,
        Map.of("grant", "g-1", "reason", "done"));
    add("r-1", T.plusSeconds(670), EventType.GRANT_ENDED, Map.of("grant", "g-1", "why", "revoked"));
    add(
        "r-1",
        T.plusSeconds(9000),
        EventType.GRANT_ACTIVITY,
        Map.of("grant", "g-1", "outcome", "yes", "calls", "12"));

    GrantRow row = report().grants().getFirst();

    assertThat(report().grants()).hasSize(1);
    assertThat(row.who())
        .isEqualTo(new GrantRow.Who("https://idp.example.com|alice", "alice@example.com"));
    assertThat(row.entitlement()).isEqualTo("orders-table-read");
    assertThat(row.account()).isEqualTo("orders/prod");
    assertThat(row.parameters()).isEqualTo(Map.of("table", "orders"));
    assertThat(row.reason()).isEqualTo("the orders hang");
    assertThat(row.ticket()).isEqualTo("INC-7");
    assertThat(row.way()).isEqualTo(GrantRow.Basis.APPROVED);
    assertThat(row.approvedBy()).extracting(GrantRow.Who::label).containsExactly("bob@example.com");
    assertThat(row.seconds()).contains(600L);
    assertThat(row.ending()).isEqualTo("revoked by bob@example.com: done");
    assertThat(row.used()).isEqualTo(GrantRow.Used.YES);
    assertThat(row.calls()).contains(12L);
    assertThat(row.review()).isEqualTo(GrantRow.Review.NONE);
    assertThat(ReportPage.html(report()))
        .contains("alice@example.com")
        .contains("orders-table-read in orders/prod: table orders")
        .contains("incident; INC-7; the orders hang")
        .contains("bob@example.com")
        .contains("yes, 12 calls, 1 sessions");
    assertThat(report().findings()).isEmpty();
  }

  @Test
  void whatIsOwedAReviewAndBreakGlassComeFirst() {
    for (int i = 1; i <= 5; i++) {
      asked("r-" + i, T.plusSeconds(i), "Allowed");
      given("r-" + i, T.plusSeconds(i), 60);
    }
    for (int i : List.of(3, 4, 5)) {
      add("r-" + i, T.plusSeconds(9), EventType.GRANT_BREAK_GLASS, Map.of("grant", "g-" + i));
    }
    add("r-3", T.plusSeconds(99), EventType.AFTER_REVIEW_GIVEN, Map.of("verdict", "accept"));
    add("r-5", T.plusSeconds(99), EventType.AFTER_REVIEW_OVERDUE, Map.of());

    assertThat(report().grants())
        .extracting(GrantRow::request, GrantRow::way, GrantRow::review)
        .containsExactly(
            tuple("r-5", GrantRow.Basis.BREAK_GLASS, GrantRow.Review.OVERDUE),
            tuple("r-4", GrantRow.Basis.BREAK_GLASS, GrantRow.Review.OWED),
            tuple("r-3", GrantRow.Basis.BREAK_GLASS, GrantRow.Review.ACCEPTED),
            tuple("r-1", GrantRow.Basis.AUTOMATIC, GrantRow.Review.NONE),
            tuple("r-2", GrantRow.Basis.AUTOMATIC, GrantRow.Review.NONE));
  }

  @Test
  void aGrantWithoutASessionWasNotUsedAndOfWhatNobodyCountedItIsUnknown() {
    asked("r-1", T, "Allowed");
    given("r-1", T, 60);
    asked("r-2", T, "Allowed");
    given("r-2", T, 60);
    add("r-2", T.plusSeconds(1), EventType.SESSION_ISSUED, Map.of("grant", "g-2"));
    add(
        "r-3",
        T,
        EventType.REQUEST_SUBMITTED,
        Map.of("entitlement", "ci", "kind", "temporary-policy"));
    given("r-3", T, 60);

    assertThat(report().grants())
        .extracting(GrantRow::request, GrantRow::used, GrantRow::ending)
        .containsExactly(
            tuple("r-1", GrantRow.Used.NO, "goes on"),
            tuple("r-2", GrantRow.Used.UNKNOWN, "goes on"),
            tuple("r-3", GrantRow.Used.UNKNOWN, "goes on"));
  }

  @Test
  void
      a_grant_that_was_asked_for_before_the_time_names_who_asked_and_one_that_was_over_has_no_row() {
    Instant before = T.minusSeconds(86_400);
    assertThat(reporting.since()).isEqualTo(T.minusSeconds(3600).minusSeconds(7 * 86_400));
    asked("r-1", before, "Allowed");
    given("r-1", before, 2 * 86_400);
    add("r-1", T, EventType.GRANT_ENDED, Map.of("grant", "g-1", "why", "time"));
    asked("r-2", before, "Allowed");
    given("r-2", before, 60);
    add("r-2", before.plusSeconds(60), EventType.GRANT_ENDED, Map.of("grant", "g-2"));
    reporting.unreadable(before);

    assertThat(report().events()).isEqualTo(1);
    assertThat(report().findings()).isEmpty();
    assertThat(report().grants())
        .extracting(GrantRow::request, GrantRow::reason, GrantRow::ending)
        .containsExactly(tuple("r-1", "the orders hang", "by its time"));
  }

  @Test
  void findingsAreCounted() {
    add("audit", T, EventType.AUDIT_DIFFERENCE, Map.of());
    add("audit", T, EventType.AUDIT_CHECKED, Map.of());
    assertThat(report().findings()).isEqualTo(Map.of("audit.difference", 1L));
    assertThat(report().rows()).isEmpty();
  }

  @Test
  void whatWasAllowedRefusedOrFailedAfterAnEndIsCountedApart() {
    for (String outcome : List.of("allowed", "refused", "failed", "refused")) {
      add("r-1", T, EventType.ACTIVITY_AFTER_END, Map.of("grant", "g-1", "outcome", outcome));
    }
    assertThat(report().findings())
        .isEqualTo(
            Map.of(
                "activity.after-end allowed", 1L,
                "activity.after-end refused", 2L,
                "activity.after-end failed", 1L));
    assertThat(ReportPage.html(report()))
        .contains("Calls that were allowed after the end of a grant (activity.after-end): 1.")
        .contains("nobody can tell whether they would have been allowed (activity.after-end): 1.");
  }

  @Test
  void percentilesAreByNearestRank() {
    assertThat(Distribution.of(List.of())).isEqualTo(new Distribution(0, 0, 0, 0, 0));
    assertThat(Distribution.of(List.of(4L, 1L, 3L, 2L)))
        .isEqualTo(new Distribution(4, 10, 2, 4, 4));
  }

  @Test
  void thePageEscapesWhatPeopleWroteAndNeedsNothingFromOutside() {
    add(
        "r-1",
        T,
        EventType.REQUEST_SUBMITTED,
        Map.of(
            "entitlement",
            "<script>alert('x')</script>\"&\u202e",
            "team",
            "a<b",
            "rules",
            "<i>r</i>",
            "decision",
            "Allowed"));
    scheduled("r-1", T, 7200);
    add("r-1", T.plusSeconds(7200), EventType.GRANT_ENDED, Map.of());
    String page = ReportPage.html(report());
    assertThat(page)
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;\ufffd")
        .contains("a&lt;b")
        .doesNotContain("<script")
        .doesNotContain("<i>r")
        .doesNotContain("http:")
        .doesNotContain("https:")
        .contains("default-src 'none'")
        .startsWith("<!doctype html>")
        .endsWith("</html>\n");
    assertThat(page.split("<svg", -1)).hasSameSizeAs(page.split("</svg>", -1));
  }

  @Test
  void aTimeInWhichNothingHappenedHasAPageToo() {
    assertThat(ReportPage.html(report()))
        .contains("There were no grants.")
        .contains("Nothing: no break-glass, no overdue after-review, no finding.");
  }

  @Test
  void aPageStaysReadableHoweverMuchHappened() {
    for (int i = 0; i < 20_000; i++) {
      add(
          "r-" + i,
          T,
          EventType.REQUEST_SUBMITTED,
          Map.of(
              "entitlement", "entitlement-" + i % 5000, "decision", "Allowed", "rules", "r" + i));
      scheduled("r-" + i, T, 60);
      add("r-" + i, T.plusSeconds(1), EventType.GRANT_BREAK_GLASS, Map.of());
      add("r-" + i, T.plusSeconds(60), EventType.GRANT_ENDED, Map.of());
      add("r-" + i, T.plusSeconds(90), EventType.AFTER_REVIEW_OVERDUE, Map.of());
    }
    assertThat(report().events()).isEqualTo(100_000);
    String page = ReportPage.html(report());
    assertThat(page)
        .hasSizeLessThan(500_000)
        .contains("19950 more")
        .contains("The first 300 of 20000: the figures have all.")
        .contains("The 200 of 5000 with the most requests");
    assertThat(report().rows()).hasSize(5000);
    assertThat(report().overdue()).hasSize(20_000);
    assertThat(report().grants()).hasSize(20_000);
  }

  private void asked(String request, Instant at, String decision) {
    add(
        request,
        at,
        EventType.REQUEST_SUBMITTED,
        Map.of(
            "entitlement", "orders-table-read",
            "account", "orders/prod",
            "kind", "session",
            "decision", decision,
            "use", "incident",
            "reason", "the orders hang",
            "ticket", "INC-7",
            "parameter.table", "orders"));
  }

  private void given(String request, Instant at, long seconds) {
    add(
        request,
        at,
        EventType.GRANT_SCHEDULED,
        Map.of(
            "grant", request.replace("r-", "g-"),
            "startsAt", at.toString(),
            "endsAt", at.plusSeconds(seconds).toString()));
  }

  private AccessReport report() {
    return reporting.report();
  }

  private AccessReport.Row only() {
    assertThat(report().rows()).hasSize(1);
    return report().rows().getFirst();
  }

  private void submitted(String request, Instant at, String decision) {
    add(
        request,
        at,
        EventType.REQUEST_SUBMITTED,
        Map.of(
            "entitlement", "orders-table-read",
            "team", "orders",
            "kind", "session",
            "decision", decision,
            "rules", "devs,tickets"));
  }

  private void scheduled(String request, Instant at, long seconds) {
    add(
        request,
        at,
        EventType.GRANT_SCHEDULED,
        Map.of(
            "grant", request.replace("r-", "g-"),
            "startsAt", at.toString(),
            "endsAt", at.plusSeconds(seconds).toString()));
  }

  private void add(String subject, Instant at, EventType type, Map<String, String> details) {
    ChainHead head = Optional.ofNullable(heads.get(subject)).orElse(ChainHead.START);
    AuditEvent event =
        AuditEvent.after(
            new ChainHead(head.seq(), head.hash(), Instant.EPOCH), subject, at, type, who, details);
    heads.put(subject, event.head());
    reporting.add(event);
  }
}
