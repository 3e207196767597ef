package dev.tidegate.cli.policy;

import dev.tidegate.cli.text.PlainText;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.policytools.KnownPeople;
import dev.tidegate.policytools.PolicyDiff;
import dev.tidegate.policytools.PolicyDiff.Change;
import dev.tidegate.wire.json.Json;
import java.util.List;
import java.util.Optional;

/// The differences between two policies, as text and as JSON.
public record DiffOutput(List<Change> changes) {
  public DiffOutput {
    changes = List.copyOf(changes);
  }

  /// Compares two policies.
  ///
  /// @param people the people to compare for; by default one for each group that the policies name
  public static DiffOutput between(Policy before, Policy after, Optional<KnownPeople> people) {
    return new DiffOutput(
        PolicyDiff.between(
            before, after, people.orElseGet(() -> KnownPeople.ofGroups(before, after))));
  }

  /// Returns whether the policies give the same access.
  public boolean none() {
    return changes.isEmpty();
  }

  /// Returns a line for each change: `+` for more access or easier access, `-` for less, `~` for
  /// any other change.
  public List<String> lines() {
    return none()
        ? List.of("Nothing changes for anybody.")
        : changes.stream()
            .map(change -> mark(change) + " " + PlainText.safe(change.text()))
            .toList();
  }

  private static String mark(Change change) {
    return switch (change) {
      case Change.Ways ways -> ways.before().isEmpty() ? "+" : ways.now().isEmpty() ? "-" : "~";
      case Change.Content _ -> "~";
    };
  }

  /// Returns the changes as JSON.
  public Json json() {
    return Json.object()
        .put("changes", new Json.Arr(changes.stream().map(DiffOutput::json).toList()))
        .build();
  }

  private static Json json(Change change) {
    return switch (change) {
      case Change.Ways ways ->
          Json.object()
              .put(
                  "kind",
                  ways.before().isEmpty() ? "gain" : ways.now().isEmpty() ? "lose" : "other")
              .put("entitlements", names(ways.entitlements()))
              .put(ways.real() ? "people" : "groups", Json.strings(ways.people()))
              .put("before", Json.strings(ways.before()))
              .put("now", Json.strings(ways.now()))
              .put("widens", new Json.Bool(ways.widens()))
              .put("text", ways.text())
              .build();
      case Change.Content content ->
          Json.object()
              .put("kind", "content")
              .put("entitlements", names(content.entitlements()))
              .put("text", content.text())
              .build();
    };
  }

  private static Json names(List<Name> names) {
    return Json.strings(names.stream().map(Name::text).toList());
  }
}
