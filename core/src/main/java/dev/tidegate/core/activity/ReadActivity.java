package dev.tidegate.core.activity;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.principal.Principal;
import java.util.Optional;

/// Shows what was done with a grant to those who may see its request.
public final class ReadActivity {
  private final CaseStore cases;
  private final Visibility visibility;
  private final ActivityStore store;

  public ReadActivity(CaseStore cases, Visibility visibility, ActivityStore store) {
    this.cases = cases;
    this.visibility = visibility;
    this.store = store;
  }

  /// A grant's activity, and its comparison with what the grant gives.
  public record Shown(AccessCase of, ActivityStore.Timeline timeline, GrantUsage usage) {}

  /// Returns the activity, or empty when there is no such grant or `viewer` may not see it.
  public Optional<Shown> show(Principal viewer, GrantId id) {
    return cases
        .load(id.request())
        .filter(found -> found.grant().isPresent() && visibility.sees(viewer, found))
        .map(
            found -> {
              ActivityStore.Timeline timeline = store.timeline(id);
              GrantUsage usage =
                  GrantUsage.of(
                      found.request().submission().permissions(),
                      found.sessions().count(),
                      timeline.summary());
              return new Shown(found, timeline, usage);
            });
  }
}
