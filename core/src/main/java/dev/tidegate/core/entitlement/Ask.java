package dev.tidegate.core.entitlement;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What somebody asks for: exactly this is shown to approvers, decided, and given.
///
/// @param reason 1 to 1,000 characters of text
/// @param ticket 1 to 128 characters, when there is one
public record Ask(
    Name entitlement,
    SortedMap<Name, String> parameters,
    Span duration,
    Use use,
    Optional<String> ticket,
    String reason) {
  public Ask {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    if (reason.isBlank() || reason.length() > 1000) {
      throw new IllegalArgumentException("reason: 1 to 1000 characters expected");
    }
    if (ticket.filter(text -> text.isBlank() || text.length() > 128).isPresent()) {
      throw new IllegalArgumentException("ticket: 1 to 128 characters expected");
    }
  }

  /// Returns the parameters with the presets of `entitlement` for those not given.
  public Ask withPresets(Entitlement of) {
    SortedMap<Name, String> all = new TreeMap<>(parameters);
    for (Map.Entry<Name, Parameter> parameter : of.parameters().entrySet()) {
      parameter.getValue().preset().ifPresent(value -> all.putIfAbsent(parameter.getKey(), value));
    }
    return new Ask(entitlement, all, duration, use, ticket, reason);
  }
}
