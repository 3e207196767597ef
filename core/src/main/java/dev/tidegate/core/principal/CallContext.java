package dev.tidegate.core.principal;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What was known from a call about its caller: the time, the second factor and the time of the
/// sign-in, the source address, and further claims of the token.
///
/// Unknown values are empty, and conditions on them are then not met. The context is stored with a
/// request, so that an approver's call never stands in for the requester's.
///
/// @param at the time of the call
/// @param mfa whether the token says that a second factor was used
/// @param signedInAt when the person signed in, as the token says
/// @param source the address that the call came from, as the API saw it
/// @param claims claims of the token that a policy may ask for, each with its values
public record CallContext(
    Instant at,
    boolean mfa,
    Optional<Instant> signedInAt,
    Optional<InetAddress> source,
    SortedMap<String, SortedSet<String>> claims) {
  /// Nothing is known.
  public static final CallContext UNKNOWN =
      new CallContext(
          Instant.EPOCH, false, Optional.empty(), Optional.empty(), Collections.emptySortedMap());

  public CallContext {
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    claims.forEach(
        (name, values) -> copy.put(name, Collections.unmodifiableSortedSet(new TreeSet<>(values))));
    claims = Collections.unmodifiableSortedMap(copy);
  }

  /// Returns the values of a claim; none when the token has no such claim.
  public SortedSet<String> claim(String name) {
    return claims.getOrDefault(name, Collections.emptySortedSet());
  }

  /// Returns the same context with only the claims in `names`.
  public CallContext only(Collection<String> names) {
    SortedMap<String, SortedSet<String>> kept = new TreeMap<>(claims);
    kept.keySet().retainAll(names);
    return new CallContext(at, mfa, signedInAt, source, kept);
  }
}
