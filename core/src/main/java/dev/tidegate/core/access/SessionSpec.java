package dev.tidegate.core.access;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.principal.SourceIdentity;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The parameters of an AssumeRole call.
///
/// @param policy the session policy as JSON
/// @param managedPolicies ARNs of further managed policies of the session; together with the
///   session policy at most 2,048 characters [AWS: IAM and STS quotas]
/// @param tags session tags in addition to `TidegateGrant`; that and [#ISSUED] are transitive
/// @param lifetime 900 to 3600 s: role chaining allows no more [AWS: STS AssumeRole]
public record SessionSpec(
    GrantId grant,
    Account account,
    String roleName,
    SourceIdentity requester,
    String policy,
    List<String> managedPolicies,
    SortedMap<String, String> tags,
    Duration lifetime) {
  /// The session tag with the time of issue, in seconds since 1970. It is transitive, so neither
  /// the session nor one derived from it can drop or change it, whatever issue time AWS gives
  /// derived credentials [AWS: IAM UG, "Pass session tags in AWS STS"].
  public static final String ISSUED = "TidegateIssued";

  /// The longest session policy, in characters.
  public static final int POLICY_CHARACTERS = 2048;

  /// The shortest session.
  public static final Duration SHORTEST = Duration.ofSeconds(900);

  /// The longest session under role chaining, and the default when none is requested [AWS: STS
  /// AssumeRole].
  public static final Duration LONGEST = Duration.ofSeconds(3600);

  public SessionSpec {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    managedPolicies = List.copyOf(managedPolicies);
    int characters = policy.length() + managedPolicies.stream().mapToInt(String::length).sum();
    if (policy.isEmpty() || characters > POLICY_CHARACTERS) {
      throw new IllegalArgumentException("session policy: 1 to 2048 characters expected");
    }
    if (managedPolicies.size() > Target.MOST_POLICIES) {
      throw new IllegalArgumentException("managed policies: at most 10 expected");
    }
    if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("lifetime: 900 to 3600 s expected");
    }
  }

  /// Returns the lifetime of a session when `left` remains of the grant; the date condition ends
  /// what exceeds that.
  public static Duration lifetime(Duration left) {
    if (left.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return left.compareTo(LONGEST) > 0 ? LONGEST : Duration.ofSeconds(left.toSeconds());
  }
}
