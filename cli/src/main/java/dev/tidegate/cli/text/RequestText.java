package dev.tidegate.cli.text;

import dev.tidegate.wire.api.RequestView;
import dev.tidegate.wire.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// Formats one request as lines.
///
/// @param times the current time and the time zone of the output
public record RequestText(Times times) {
  private static final int LABEL = 12;

  /// Returns one line with the request's current state.
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
          case String other -> "is " + PlainText.safe(other);
        };
    String name = request.grant().map(RequestView.GrantView::id).orElse(request.id());
    return PlainText.safe(name) + " " + state + ".";
  }

  /// Returns what is requested and what it would allow, in plain words. An approver must see this
  /// before answering.
  public List<String> asked(RequestView request) {
    List<String> lines = new ArrayList<>();
    add(lines, "who", request.requester());
    add(lines, "what", what(request));
    request.text("description").ifPresent(text -> add(lines, "about", text));
    request.account().ifPresent(account -> add(lines, "account", account));
    request.text("duration").ifPresent(duration -> add(lines, "how long", duration));
    request.text("continues").ifPresent(before -> add(lines, "more of", before));
    request.startsAt().ifPresent(at -> add(lines, "from", times.full(at)));
    boolean pending = request.state().equals("Pending");
    request
        .until()
        .filter(_ -> pending || request.json().is("breakGlass"))
        .ifPresent(
            at -> add(lines, "until", times.full(at) + (pending ? ", if approved now" : "")));
    add(
        lines,
        "why",
        request.text("use").orElse("?")
            + request.text("ticket").map(ticket -> ", ticket " + ticket).orElse(""));
    request.text("reason").ifPresent(reason -> add(lines, "reason", reason));
    request.submittedAt().ifPresent(at -> add(lines, "asked", times.full(at)));
    afterReview(request).ifPresent(owed -> add(lines, "glass", owed));
    if (pending) {
      request.answerBy().ifPresent(at -> add(lines, "answer by", times.full(at)));
    }
    sentences(lines, "allows", request.json().texts("allows"));
    sentences(lines, "denies", request.json().texts("denies"));
    sentences(lines, "remains", request.json().texts("remains"));
    return lines;
  }

  /// Returns one line about an answer that the caller has already given.
  public String already(RequestView.OwnAnswer own) {
    String did =
        switch (own.verdict()) {
          case "approve" -> "approved";
          case "deny" -> "denied";
          case "accept" -> "accepted";
          case "question" -> "questioned";
          case String other -> "answered '" + PlainText.safe(other) + "' to";
        };
    return "You "
        + did
        + " this already"
        + own.at().map(at -> ", at " + times.full(at)).orElse("")
        + "; nothing was changed.";
  }

  /// Returns a line for each change since the request was made, and for each limit that is close.
  public static List<String> notes(RequestView request) {
    return request.json().texts("warnings").stream()
        .flatMap(text -> Wrap.behind("Note: ", 6, PlainText.safe(text)).stream())
        .toList();
  }

  /// Returns everything: the requested access, the decision, the answers, the grant and the events.
  public List<String> full(RequestView request) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(request));
    lines.add("");
    lines.addAll(asked(request));
    add(lines, "request", request.id() + "  " + request.state());
    section(lines, notes(request));
    request.decision().ifPresent(decision -> section(lines, DecisionText.lines(decision)));
    section(lines, request.reviews().stream().map(this::review).toList());
    request.grant().ifPresent(grant -> section(lines, grant(grant)));
    section(lines, events(request.events()));
    return lines;
  }

  /// Returns the entitlement with its parameters, for example `orders-table-read table=orders`.
  public static String what(RequestView request) {
    StringJoiner what = new StringJoiner(" ");
    what.add(PlainText.safe(request.entitlement()));
    request
        .parameters()
        .forEach((name, value) -> what.add(PlainText.safe(name) + "=" + PlainText.safe(value)));
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
    return PlainText.safe(review.at("reviewer").map(RequestView::person).orElse("?"))
        + (verdict.equals("approve")
            ? " approved"
            : verdict.equals("deny") ? " denied" : " " + PlainText.safe(verdict))
        + RequestView.instant(review, "at").map(at -> " at " + times.full(at)).orElse("")
        + review
            .text("comment")
            .filter(text -> !text.isBlank())
            .map(text -> ": " + PlainText.safe(text))
            .orElse("");
  }

  private List<String> grant(RequestView.GrantView grant) {
    List<String> lines = new ArrayList<>();
    add(lines, "grant", grant.id() + "  " + grant.state());
    grant.startsAt().ifPresent(at -> add(lines, "starts", times.full(at)));
    grant.endsAt().ifPresent(at -> add(lines, "ends", times.full(at)));
    grant.endedAt().ifPresent(at -> add(lines, "ended", times.full(at)));
    grant.ending().ifPresent(ending -> add(lines, "because", because(ending)));
    grant.json().text("continuedBy").ifPresent(next -> add(lines, "goes on as", next));
    grant.sessions().ifPresent(count -> add(lines, "sessions", count + " issued"));
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
            PlainText.safe(detail.getKey())
                + "="
                + PlainText.fit(detail.getValue().asText().orElse("?"), 60));
      }
      lines.add(
          ("  "
                  + RequestView.instant(event, "at").map(times::seconds).orElse("?")
                  + "  "
                  + Table.pad(PlainText.safe(event.text("type").orElse("?")), 20)
                  + "  "
                  + PlainText.safe(event.at("actor").map(RequestView::person).orElse("-"))
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
      more.forEach(line -> lines.addAll(Wrap.line(line)));
    }
  }

  private static void sentences(List<String> lines, String label, List<String> sentences) {
    String first = label;
    for (String sentence : sentences) {
      lines.addAll(
          Wrap.behind("  " + Table.pad(first, LABEL), LABEL + 4, PlainText.safe(sentence)));
      first = "";
    }
  }

  private static void add(List<String> lines, String label, String value) {
    lines.addAll(Wrap.behind("  " + Table.pad(label, LABEL), LABEL + 2, PlainText.safe(value)));
  }
}
