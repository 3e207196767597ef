package dev.tidegate.wire.api;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.access.Review;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.assess.AccessDescription;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.wire.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Shows a case to one viewer. Beyond what [RequestJson] shows to everybody who may see it, this
/// adds sentences about what the access allows and denies, its end, and the viewer's own answer.
///
/// @param viewer a person who may see the case
/// @param now the current time
public record ViewerView(Principal viewer, Instant now) {
  /// The limit on the characters of `allows`, and of `remains`, in an item of a list.
  static final int MOST_CHARACTERS = 1500;

  /// Shows the whole case.
  public Json whole(AccessCase of) {
    AccessDescription words = AccessDescription.of(of, viewer, now);
    return view(of, words);
  }

  /// Shows a case as an item of a list, without events. `allows` and `remains` are limited to
  /// [#MOST_CHARACTERS] each, if necessary by truncating the last sentence; `shortened` then marks
  /// that there is more.
  public Json item(AccessCase of) {
    AccessDescription words = AccessDescription.of(of, viewer, now);
    AccessDescription some =
        new AccessDescription(
            fitting(words.allows()), words.denies(), fitting(words.remains()), words.until());
    Json.Builder view = Json.object().putAll(RequestJson.of(of)).putAll(view(of, some));
    if (!some.equals(words)) {
      view.put("shortened", true);
    }
    return view.build();
  }

  /// Shows a case with the viewer's own answer but without sentences, as the response to an answer.
  public Json answered(AccessCase of) {
    Json.Builder view = Json.object().putAll(RequestJson.of(of));
    own(of).ifPresent(answer -> view.put("yourAnswer", answer));
    return view.build();
  }

  private Json view(AccessCase of, AccessDescription words) {
    Json.Builder view = Json.object();
    words.until().ifPresent(end -> view.put("until", end.toString()));
    view.put("allows", words.allows());
    view.put("denies", words.denies());
    if (!words.remains().isEmpty()) {
      view.put("remains", words.remains());
    }
    own(of).ifPresent(answer -> view.put("yourAnswer", answer));
    return view.build();
  }

  private static List<String> fitting(List<String> sentences) {
    List<String> fitting = new ArrayList<>();
    int left = MOST_CHARACTERS;
    for (String sentence : sentences) {
      int characters = sentence.codePointCount(0, sentence.length());
      if (characters > left) {
        fitting.add(sentence.substring(0, sentence.offsetByCodePoints(0, left)) + "...");
        break;
      }
      fitting.add(sentence);
      left -= characters;
    }
    return fitting;
  }

  private Optional<Json> own(AccessCase of) {
    return of.request().reviews().stream()
        .filter(review -> review.reviewer().id().equals(viewer.id()))
        .reduce((_, later) -> later)
        .map(ViewerView::answer)
        .or(() -> of.afterReview().flatMap(this::own));
  }

  private static Json answer(Review review) {
    return answer(
        review.verdict() == Verdict.APPROVE ? "approve" : "deny", review.at(), review.comment());
  }

  private Optional<Json> own(AfterReview review) {
    return review instanceof AfterReview.Given given && given.by().principal().equals(viewer.id())
        ? Optional.of(answer(given.finding().word(), given.at(), given.comment()))
        : Optional.empty();
  }

  private static Json answer(String verdict, Instant at, Optional<String> comment) {
    Json.Builder view = Json.object();
    view.put("verdict", verdict);
    view.put("at", at.toString());
    view.put("comment", comment);
    return view.build();
  }
}
