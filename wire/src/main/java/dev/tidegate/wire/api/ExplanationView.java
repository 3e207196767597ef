package dev.tidegate.wire.api;

import dev.tidegate.core.access.assess.Assessment;
import dev.tidegate.core.entitlement.PermissionDescription;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Shows what a request would result in: the decision, sentences about what would and would not be
/// allowed, the policy document, and its end if it began as early as possible.
public final class ExplanationView {
  private ExplanationView() {}

  /// Shows a refusal.
  public static Json of(Assessment.Refused refused) {
    Json.Builder view = Json.object();
    view.put("decision", DecisionView.of(refused.decision()));
    return view.build();
  }

  /// Shows what would be given if it began at `now` at the earliest.
  public static Json of(Assessment.Fits fits, Instant now) {
    Json.Builder view = Json.object();
    view.put("decision", DecisionView.of(fits.decision()));
    Instant until = fits.ask().ends(now);
    view.put("until", until.toString());
    view.put(
        "allows", PermissionDescription.allowed(fits.entitlement().target(), fits.permissions()));
    view.put("denies", PermissionDescription.notAllowed(fits.entitlement().target(), until));
    List<String> remains =
        PermissionDescription.remains(fits.entitlement().target(), fits.permissions());
    if (!remains.isEmpty()) {
      view.put("remains", remains);
    }
    view.put("policy", JsonReader.BODY.object(fits.document().getBytes(StandardCharsets.UTF_8)));
    if (!fits.warnings().isEmpty()) {
      view.put("warnings", fits.warnings());
    }
    return view.build();
  }
}
