package dev.tidegate.core.entitlement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What somebody asks for: exactly this is shown to approvers, decided, and given.
///
/// @param reason 1 to 1,000 characters of text
/// @param ticket 1 to 128 characters, when there is one
/// @param startsAt the whole second at which access is to begin; without it, and when it is
///   approved only later, access begins when it is approved
/// @param breakGlass whether the glass is to be broken: access at once, for less time, with a loud
///   notice and a review afterwards, where a rule allows that
public record RequestedAccess(
    Name entitlement,
    SortedMap<Name, String> parameters,
    AccessDuration duration,
    Use use,
    Optional<String> ticket,
    String reason,
    Optional<Instant> startsAt,
    boolean breakGlass) {
  public RequestedAccess {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    if (reason.isBlank() || characters(reason) > 1000) {
      throw new IllegalArgumentException("reason: 1 to 1000 characters expected");
    }
    if (ticket.filter(text -> text.isBlank() || characters(text) > 128).isPresent()) {
      throw new IllegalArgumentException("ticket: 1 to 128 characters expected");
    }
    if (startsAt.filter(at -> !at.equals(at.truncatedTo(ChronoUnit.SECONDS))).isPresent()) {
      throw new IllegalArgumentException("startsAt: a whole second expected");
    }
    if (breakGlass && startsAt.isPresent()) {
      throw new IllegalArgumentException("startsAt: the glass is broken at once");
    }
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /// An ask for access that begins when it is approved.
  public RequestedAccess(
      Name entitlement,
      SortedMap<Name, String> parameters,
      AccessDuration duration,
      Use use,
      Optional<String> ticket,
      String reason) {
    this(entitlement, parameters, duration, use, ticket, reason, Optional.empty(), false);
  }

  /// Returns the parameters with the presets of `entitlement` for those not given.
  public RequestedAccess withPresets(Entitlement of) {
    SortedMap<Name, String> all = new TreeMap<>(parameters);
    for (Map.Entry<Name, Parameter> parameter : of.parameters().entrySet()) {
      parameter.getValue().preset().ifPresent(value -> all.putIfAbsent(parameter.getKey(), value));
    }
    return with(all);
  }

  /// Returns the same ask with other parameters.
  public RequestedAccess with(SortedMap<Name, String> others) {
    return new RequestedAccess(
        entitlement, others, duration, use, ticket, reason, startsAt, breakGlass);
  }

  /// Returns the same ask for access that begins at `start`.
  public RequestedAccess startingAt(Instant start) {
    return new RequestedAccess(
        entitlement, parameters, duration, use, ticket, reason, Optional.of(start), breakGlass);
  }

  /// Returns the same ask with the glass broken.
  public RequestedAccess breakingGlass() {
    return new RequestedAccess(
        entitlement, parameters, duration, use, ticket, reason, startsAt, true);
  }

  /// Returns when access would begin if nothing but the time held it up.
  public Instant begins(Instant now) {
    return startsAt.filter(now::isBefore).orElse(now);
  }

  /// Returns the whole second at which access would end if nothing but the time held it up: a grant
  /// begins and ends on whole seconds, whenever it is asked for.
  public Instant ends(Instant now) {
    return begins(now).truncatedTo(ChronoUnit.SECONDS).plus(duration.length());
  }
}
