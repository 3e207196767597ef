package dev.tidegate.adapters.lambda.http;

import dev.tidegate.core.access.AfterReview;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.principal.Group;
import java.util.LinkedHashMap;
import java.util.Map;

/// Shows what is owed when the glass was broken.
public final class AfterReviewView {
  private AfterReviewView() {}

  /// Shows what a rule asks for.
  public static Map<String, Object> of(AfterReviewDuty duty) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("groups", duty.groups().stream().map(Group::name).toList());
    view.put("within", new AccessDuration(duty.within()).toString());
    return view;
  }

  static Map<String, Object> of(AfterReview review) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("state", state(review));
    view.put("groups", review.groups().stream().map(Group::name).toList());
    view.put("deadline", review.deadline().toString());
    if (review instanceof AfterReview.Given given) {
      view.put("verdict", given.finding().word());
      view.put("reviewer", Views.actor(given.by()));
      view.put("at", given.at().toString());
      given.comment().ifPresent(comment -> view.put("comment", comment));
    }
    return view;
  }

  private static String state(AfterReview review) {
    return switch (review) {
      case AfterReview.Awaited awaited -> awaited.overdue() ? "overdue" : "awaited";
      case AfterReview.Given _ -> "given";
    };
  }
}
