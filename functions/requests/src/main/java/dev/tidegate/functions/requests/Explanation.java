package dev.tidegate.functions.requests;

import dev.tidegate.adapters.lambda.http.DecisionView;
import dev.tidegate.adapters.lambda.json.Json;
import dev.tidegate.core.broker.Assessment;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Shows what an ask would come to: the decision, what would be allowed in words and as the policy
/// document, and until when if it began as soon as it may.
final class Explanation {
  private Explanation() {}

  static Map<String, Object> of(Assessment.Refused refused) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("decision", DecisionView.of(refused.decision()));
    return view;
  }

  static Map<String, Object> of(Assessment.Fits fits, Instant now) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("decision", DecisionView.of(fits.decision()));
    view.put("until", fits.ask().begins(now).plus(fits.ask().duration().length()).toString());
    view.put(
        "allows",
        fits.permissions().stream()
            .map(permission -> sentence(fits.entitlement().target(), permission))
            .toList());
    view.put("policy", Json.readOwn(fits.document().getBytes(StandardCharsets.UTF_8)));
    if (!fits.warnings().isEmpty()) {
      view.put("warnings", fits.warnings());
    }
    return view;
  }

  private static String sentence(Target target, Permission permission) {
    String who =
        switch (target) {
          case Target.AccessRole _ -> "You may";
          case Target.ExistingRole(String role) -> "The role " + role + " may";
        };
    String conditions =
        permission.conditions().stream().map(Explanation::words).collect(Collectors.joining());
    return who
        + " call "
        + list(permission.actions(), "and")
        + " on "
        + list(permission.resources(), "and")
        + conditions
        + ".";
  }

  private static String words(Permission.Restriction condition) {
    return ", if "
        + condition.key()
        + " is "
        + list(condition.values(), "or")
        + " ("
        + condition.operator()
        + ")";
  }

  private static String list(List<String> items, String word) {
    return items.size() == 1
        ? items.getFirst()
        : String.join(", ", items.subList(0, items.size() - 1))
            + " "
            + word
            + " "
            + items.getLast();
  }
}
