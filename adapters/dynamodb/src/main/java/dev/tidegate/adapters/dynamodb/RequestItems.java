package dev.tidegate.adapters.dynamodb;

import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.CaseState;
import dev.tidegate.core.access.Review;
import dev.tidegate.core.access.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes the request within a case item: `submission`, `reviews`, and `answeredAt` once
/// it is no longer Pending. Its state is the item's `state`.
final class RequestItems {
  private RequestItems() {}

  static Map<String, AttributeValue> write(AccessRequest request) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("submission", AttributeValues.map(SubmissionItems.write(request.submission())));
    item.put(
        "reviews",
        AttributeValues.maps(request.reviews().stream().map(RequestItems::write).toList()));
    answeredAt(request).ifPresent(at -> item.put("answeredAt", AttributeValues.instant(at)));
    return item;
  }

  static AccessRequest read(Item item) {
    AccessRequest.Pending pending =
        new AccessRequest.Pending(
            SubmissionItems.read(item.map("submission")),
            item.maps("reviews").stream().map(RequestItems::review).toList());
    return switch (item.word("state", CaseState::of)) {
      case PENDING -> pending;
      case APPROVED -> pending.approve(item.instant("answeredAt"));
      case DENIED -> denied(pending, item.instant("answeredAt"));
      case WITHDRAWN -> pending.withdraw(item.instant("answeredAt"));
      case EXPIRED -> pending.expire(item.instant("answeredAt"));
      case SCHEDULED, ACTIVE, ENDING, ENDED ->
          throw item.broken("state", "a state of a request expected");
    };
  }

  private static AccessRequest denied(AccessRequest.Pending read, Instant at) {
    return new AccessRequest.Denied(read.submission(), read.reviews(), at);
  }

  private static Optional<Instant> answeredAt(AccessRequest request) {
    return switch (request) {
      case AccessRequest.Pending _ -> Optional.empty();
      case AccessRequest.Approved approved -> Optional.of(approved.at());
      case AccessRequest.Denied denied -> Optional.of(denied.at());
      case AccessRequest.Withdrawn withdrawn -> Optional.of(withdrawn.at());
      case AccessRequest.Expired expired -> Optional.of(expired.at());
    };
  }

  private static Map<String, AttributeValue> write(Review review) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("reviewer", AttributeValues.map(PrincipalItems.write(review.reviewer())));
    map.put("verdict", AttributeValues.text(review.verdict().name().toLowerCase(Locale.ROOT)));
    map.put("at", AttributeValues.instant(review.at()));
    review.comment().ifPresent(comment -> map.put("comment", AttributeValues.text(comment)));
    return map;
  }

  private static Review review(Item map) {
    return new Review(
        PrincipalItems.read(map.map("reviewer")),
        map.word("verdict", RequestItems::verdict),
        map.instant("at"),
        map.maybeText("comment"));
  }

  private static Optional<Verdict> verdict(String word) {
    return List.of(Verdict.values()).stream()
        .filter(verdict -> verdict.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }
}
