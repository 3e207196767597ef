package dev.tidegate.cli.text;

import dev.tidegate.cli.api.RequestView;
import dev.tidegate.cli.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// A request in lines.
///
/// @param times the moment of looking and the zone to show
public record RequestText(Times times) {
  private static final int LABEL = 12;

  /// One line: what it is now.
  public String headline(RequestView request) {
    String state =
        switch (request.stage()) {
          case "Pending" -> "waits for an answer" + until(request.answerBy(), " until ");
          case "Approved" -> "is approved";
          case "Denied" -> "was denied";
          case "Withdrawn" -> "was withdrawn";
          case "Expired" -> "was not answered in time and has expired";
          case "Scheduled" ->
              "is approved; "
                  + request
                      .grant()
                      .flatMap(RequestView.GrantView::startsAt)
                      .filter(times::ahead)
                      .map(at -> "access begins " + times.full(at))
                      .orElse("access is being set up");
          case "Active" ->
              "is Active"
                  + until(request.grant().flatMap(RequestView.GrantView::endsAt), ", ends ");
          case "Ending" -> "is ending; access is being taken away";
          case "Ended" ->
              "has Ended" + until(request.grant().flatMap(RequestView.GrantView::endedAt), " ");
          case String other -> "is " + Plain.safe(other);
        };
    String name = request.grant().map(RequestView.GrantView::id).orElse(request.id());
    return Plain.safe(name) + " " + state + ".";
  }

  /// What is asked, in plain words: what an approver must see before answering.
  public List<String> asked(RequestView request) {
    List<String> lines = new ArrayList<>();
    lines.add(line("who", request.requester()));
    lines.add(line("what", what(request)));
    request.account().ifPresent(account -> lines.add(line("account", account)));
    request.text("duration").ifPresent(duration -> lines.add(line("how long", duration)));
    request.text("continues").ifPresent(before -> lines.add(line("more of", before)));
    request.startsAt().ifPresent(at -> lines.add(line("from", times.full(at))));
    lines.add(
        line(
            "why",
            request.text("use").orElse("?")
                + request.text("ticket").map(ticket -> ", ticket " + ticket).orElse("")));
    request.text("reason").ifPresent(reason -> lines.add(line("reason", reason)));
    request.submittedAt().ifPresent(at -> lines.add(line("asked", times.full(at))));
    afterReview(request).ifPresent(owed -> lines.add(line("glass", owed)));
    if (request.state().equals("Pending")) {
      request.answerBy().ifPresent(at -> lines.add(line("answer by", times.full(at))));
    }
    return lines;
  }

  /// Everything: what is asked, the decision, the answers, the grant and the events.
  public List<String> full(RequestView request) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(request));
    lines.add("");
    lines.addAll(asked(request));
    lines.add(line("request", request.id() + "  " + request.state()));
    section(
        lines,
        request.json().texts("warnings").stream()
            .map(text -> "Note: " + Plain.safe(text))
            .toList());
    request.decision().ifPresent(decision -> section(lines, DecisionText.lines(decision)));
    section(lines, request.reviews().stream().map(this::review).toList());
    request.grant().ifPresent(grant -> section(lines, grant(grant)));
    section(lines, events(request.events()));
    return lines;
  }

  /// What is asked for with its parameters, for example `orders-table-read table=orders`.
  public static String what(RequestView request) {
    StringJoiner what = new StringJoiner(" ");
    what.add(Plain.safe(request.entitlement()));
    request
        .parameters()
        .forEach((name, value) -> what.add(Plain.safe(name) + "=" + Plain.safe(value)));
    return what.toString();
  }

  private Optional<String> afterReview(RequestView request) {
    return request
        .json()
        .at("afterReview")
        .map(
            owed ->
                "broken; "
                    + switch (owed.text("state").orElse("?")) {
                      case "given" ->
                          owed.at("reviewer").map(RequestView::person).orElse("?")
                              + " looked back: "
                              + owed.text("verdict").orElse("?")
                              + owed.text("comment").map(text -> ", " + text).orElse("");
                      case "overdue" -> "the after-review is overdue" + by(owed);
                      default -> "an after-review is owed" + by(owed);
                    });
  }

  private String by(Json owed) {
    return " by "
        + String.join(" or ", owed.texts("groups"))
        + RequestView.instant(owed, "deadline").map(at -> " until " + times.full(at)).orElse("");
  }

  private String review(Json review) {
    String verdict = review.text("verdict").orElse("?");
    return Plain.safe(review.at("reviewer").map(RequestView::person).orElse("?"))
        + (verdict.equals("approve")
            ? " approved"
            : verdict.equals("deny") ? " denied" : " " + Plain.safe(verdict))
        + RequestView.instant(review, "at").map(at -> " at " + times.full(at)).orElse("")
        + review
            .text("comment")
            .filter(text -> !text.isBlank())
            .map(text -> ": " + Plain.safe(text))
            .orElse("");
  }

  private List<String> grant(RequestView.GrantView grant) {
    List<String> lines = new ArrayList<>();
    lines.add(line("grant", grant.id() + "  " + grant.state()));
    grant.startsAt().ifPresent(at -> lines.add(line("starts", times.full(at))));
    grant.endsAt().ifPresent(at -> lines.add(line("ends", times.full(at))));
    grant.endedAt().ifPresent(at -> lines.add(line("ended", times.full(at))));
    grant.ending().ifPresent(ending -> lines.add(line("because", because(ending))));
    grant.json().text("continuedBy").ifPresent(next -> lines.add(line("goes on as", next)));
    grant.sessions().ifPresent(count -> lines.add(line("sessions", count + " issued")));
    return lines;
  }

  private String because(Json ending) {
    return ending.text("why").orElse("?")
        + ending.at("by").map(by -> " by " + RequestView.person(by)).orElse("")
        + RequestView.instant(ending, "at").map(at -> " at " + times.wall(at)).orElse("")
        + ending.text("reason").filter(text -> !text.isBlank()).map(text -> ": " + text).orElse("");
  }

  private List<String> events(List<Json> events) {
    List<String> lines = new ArrayList<>();
    events.stream()
        .findFirst()
        .flatMap(event -> RequestView.instant(event, "at"))
        .ifPresent(first -> lines.add("events since " + times.wall(first)));
    for (Json event : events) {
      StringJoiner details = new StringJoiner(" ");
      for (Map.Entry<String, Json> detail :
          event.at("details").map(Json::entries).orElse(Map.of()).entrySet()) {
        details.add(
            Plain.safe(detail.getKey())
                + "="
                + Plain.fit(detail.getValue().asText().orElse("?"), 60));
      }
      lines.add(
          ("  "
                  + RequestView.instant(event, "at").map(times::seconds).orElse("?")
                  + "  "
                  + Table.pad(Plain.safe(event.text("type").orElse("?")), 20)
                  + "  "
                  + Plain.safe(event.at("actor").map(RequestView::person).orElse("-"))
                  + "  "
                  + details)
              .stripTrailing());
    }
    return lines;
  }

  private String until(Optional<Instant> at, String before) {
    return at.map(instant -> before + times.full(instant)).orElse("");
  }

  private static void section(List<String> lines, List<String> more) {
    if (!more.isEmpty()) {
      lines.add("");
      lines.addAll(more);
    }
  }

  private static String line(String label, String value) {
    return "  " + Table.pad(label, LABEL) + Plain.safe(value);
  }
}
