package dev.tidegate.wire.api;

import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.principal.Group;
import dev.tidegate.wire.json.Json;

/// Shows the after-review of break-glass access.
public final class AfterReviewView {
  private AfterReviewView() {}

  /// Shows the after-review that a rule requires.
  public static Json of(AfterReviewDuty duty) {
    Json.Builder view = Json.object();
    view.put("groups", duty.groups().stream().map(Group::name).toList());
    view.put("within", new AccessDuration(duty.within()).toString());
    return view.build();
  }

  static Json of(AfterReview review) {
    Json.Builder view = Json.object();
    view.put("state", state(review));
    view.put("groups", review.groups().stream().map(Group::name).toList());
    view.put("deadline", review.deadline().toString());
    if (review instanceof AfterReview.Given given) {
      view.put("verdict", given.finding().word());
      view.put("reviewer", RequestJson.actor(given.by()));
      view.put("at", given.at().toString());
      view.put("comment", given.comment());
    }
    return view.build();
  }

  private static String state(AfterReview review) {
    return switch (review) {
      case AfterReview.Awaited awaited -> awaited.overdue() ? "overdue" : "awaited";
      case AfterReview.Given _ -> "given";
    };
  }
}
