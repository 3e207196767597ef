package dev.tidegate.core.entitlement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What somebody requests. Exactly this is decided, shown to approvers, and given.
///
/// @param reason 1 to 1,000 characters of text
/// @param ticket 1 to 128 characters, when there is one
/// @param startsAt the whole second at which access is to begin; without it, or when it is approved
///   later, access begins at the approval
/// @param breakGlass whether this is break-glass access: at once, for less time, with a loud notice
///   and a review afterwards, where a rule allows that
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

  /// Creates a request for access that begins at the approval.
  public RequestedAccess(
      Name entitlement,
      SortedMap<Name, String> parameters,
      AccessDuration duration,
      Use use,
      Optional<String> ticket,
      String reason) {
    this(entitlement, parameters, duration, use, ticket, reason, Optional.empty(), false);
  }

  /// Returns the same request with the entitlement's defaults for parameters that are not given.
  public RequestedAccess withPresets(Entitlement of) {
    SortedMap<Name, String> all = new TreeMap<>(parameters);
    for (Map.Entry<Name, Parameter> parameter : of.parameters().entrySet()) {
      parameter.getValue().preset().ifPresent(value -> all.putIfAbsent(parameter.getKey(), value));
    }
    return with(all);
  }

  /// Returns the same request with other parameters.
  public RequestedAccess with(SortedMap<Name, String> others) {
    return new RequestedAccess(
        entitlement, others, duration, use, ticket, reason, startsAt, breakGlass);
  }

  /// Returns the same request for access that begins at `start`.
  public RequestedAccess startingAt(Instant start) {
    return new RequestedAccess(
        entitlement, parameters, duration, use, ticket, reason, Optional.of(start), breakGlass);
  }

  /// Returns the same request as break-glass access.
  public RequestedAccess breakingGlass() {
    return new RequestedAccess(
        entitlement, parameters, duration, use, ticket, reason, startsAt, true);
  }

  /// Returns when access would begin if it were approved at `now`.
  public Instant begins(Instant now) {
    return startsAt.filter(now::isBefore).orElse(now);
  }

  /// Returns when access would end if it were approved at `now`. Grants begin and end on whole
  /// seconds.
  public Instant ends(Instant now) {
    return begins(now).truncatedTo(ChronoUnit.SECONDS).plus(duration.length());
  }
}
