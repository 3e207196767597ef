package dev.tidegate.cli.text;

import dev.tidegate.wire.api.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Formats a request in a list of other people's requests, in three or four lines: who wants what,
/// where, for how long and why, and which answers are missing. [RequestText] formats one request
/// alone.
///
/// @param times the current time and the time zone of the output
public record RequestItem(Times times) {
  private static final int INDENT = 4;

  /// Returns the lines; the first begins with the id.
  public List<String> lines(RequestView request) {
    List<String> lines = new ArrayList<>();
    lines.add(PlainText.safe(request.id()) + "  " + state(request));
    boolean broken = request.json().is("breakGlass");
    body(
        lines,
        request.requester()
            + (broken ? " broke the glass for " : " asks for ")
            + RequestText.what(request)
            + request.account().map(account -> " in " + account).orElse("")
            + request.text("duration").map(length -> ", for " + length).orElse("")
            + request.startsAt().map(at -> ", from " + times.full(at)).orElse(""));
    body(
        lines,
        request.text("use").orElse("?")
            + request.text("ticket").map(ticket -> " " + ticket).orElse("")
            + request.text("reason").map(reason -> ": " + reason).orElse(""));
    request.text("description").ifPresent(text -> body(lines, "(" + text + ")"));
    return lines;
  }

  private String state(RequestView request) {
    Optional<String> own =
        request
            .ownAnswer()
            .map(
                answer ->
                    "you: "
                        + PlainText.safe(answer.verdict())
                        + answer.at().map(at -> " " + times.away(at)).orElse(""));
    return own.map(answer -> answer + "; now " + PlainText.safe(request.stage()))
        .orElseGet(() -> owed(request));
  }

  private String owed(RequestView request) {
    return switch (request.text("owed").orElse(request.stage())) {
      case "answer", "Pending" ->
          "answer" + request.answerBy().map(at -> " " + times.away(at)).orElse(" owed");
      case "after-review" -> "after-review" + deadline(request);
      default -> PlainText.safe(request.stage()) + ", " + when(request);
    };
  }

  /// Returns the next or last event of a request, and how far away it is.
  public String when(RequestView request) {
    return switch (request.stage()) {
      case "Pending" -> request.answerBy().map(at -> "answer " + times.away(at)).orElse("");
      case "Active" ->
          request
              .grant()
              .flatMap(RequestView.GrantView::endsAt)
              .map(at -> "ends " + times.away(at))
              .orElse("");
      case "Ended" ->
          request
              .grant()
              .flatMap(RequestView.GrantView::endedAt)
              .map(at -> "ended " + times.away(at))
              .orElse("");
      default -> request.submittedAt().map(at -> "asked " + times.away(at)).orElse("");
    };
  }

  private String deadline(RequestView request) {
    return request
        .json()
        .at("afterReview")
        .flatMap(owed -> RequestView.instant(owed, "deadline"))
        .map(at -> (times.ahead(at) ? " " : " overdue since ") + times.away(at))
        .orElse(" owed");
  }

  private static void body(List<String> lines, String text) {
    lines.addAll(Wrap.behind("  ", INDENT, PlainText.safe(text)));
  }
}
