package dev.tidegate.core.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.audit.AuditEvent;
import dev.tidegate.core.audit.ChainHead;
import dev.tidegate.core.audit.EventType;
import dev.tidegate.core.principal.Actor;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportingTest {
  /// A Monday, ten in the morning in Berlin.
  private static final Instant T = Instant.parse("2026-03-02T09:00:00Z");

  private static final OfficeHours HOURS =
      new OfficeHours(ZoneId.of("Europe/Berlin"), LocalTime.of(8, 0), LocalTime.of(18, 0));

  private final Reporting reporting =
      new Reporting(T.minusSeconds(3600), T.plusSeconds(86400 * 7), HOURS);
  private final Map<String, ChainHead> heads = new HashMap<>();

  @Test
  void oneRequestFromSubmissionToItsEnd() {
    submitted("r-1", T, "NeedsApproval");
    add("r-1", T.plusSeconds(300), EventType.REQUEST_APPROVED, Map.of());
    scheduled("r-1", T.plusSeconds(300), 3600);
    add("r-1", T.plusSeconds(400), EventType.SESSION_ISSUED, Map.of());
    add("r-1", T.plusSeconds(36000), EventType.SESSION_ISSUED, Map.of());
    add("r-1", T.plusSeconds(3950), EventType.GRANT_ENDED, Map.of("why", "time"));
    Report.Row row = only();
    assertThat(row.entitlement()).isEqualTo("orders-table-read");
    assertThat(row.team()).isEqualTo("orders");
    assertThat(row.grants()).isEqualTo(1);
    assertThat(row.automatic()).isZero();
    assertThat(row.unused()).isZero();
    assertThat(row.sessions()).isEqualTo(2);
    assertThat(row.outside()).isEqualTo(1);
    assertThat(row.seconds()).isEqualTo(new Spread(1, 3600, 3600, 3600, 3600));
    assertThat(row.approvals().median()).isEqualTo(300);
    assertThat(row.rules()).isEqualTo(Map.of("devs", 1L, "tickets", 1L));
    assertThat(report().slowest())
        .containsExactly(new Report.Approval("r-1", "orders-table-read", T, 300));
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
    assertThat(report().revokes()).isEqualTo(new Spread(1, 850, 850, 850, 850));
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
        .extracting(Report.Row::entitlement, Report.Row::team, Report.Row::refused)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("orders-table-read", "orders", 1L),
            org.assertj.core.groups.Tuple.tuple("payments", "-", 1L));
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
  void findingsAreCounted() {
    add("audit", T, EventType.AUDIT_DIFFERENCE, Map.of());
    add("audit", T, EventType.AUDIT_CHECKED, Map.of());
    assertThat(report().findings()).isEqualTo(Map.of("audit.difference", 1L));
    assertThat(report().rows()).isEmpty();
  }

  @Test
  void percentilesAreByNearestRank() {
    assertThat(Spread.of(List.of())).isEqualTo(new Spread(0, 0, 0, 0, 0));
    assertThat(Spread.of(List.of(4L, 1L, 3L, 2L))).isEqualTo(new Spread(4, 10, 2, 4, 4));
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
        .contains("The 200 of 5000 with the most requests");
    assertThat(report().rows()).hasSize(5000);
    assertThat(report().overdue()).hasSize(20_000);
  }

  private Report report() {
    return reporting.report();
  }

  private Report.Row only() {
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
        Map.of("startsAt", at.toString(), "endsAt", at.plusSeconds(seconds).toString()));
  }

  private void add(String subject, Instant at, EventType type, Map<String, String> details) {
    ChainHead head = Optional.ofNullable(heads.get(subject)).orElse(ChainHead.START);
    AuditEvent event =
        AuditEvent.after(
            new ChainHead(head.seq(), head.hash(), Instant.EPOCH),
            subject,
            at,
            type,
            new Actor.Function("x"),
            details);
    heads.put(subject, event.head());
    reporting.add(event);
  }
}
