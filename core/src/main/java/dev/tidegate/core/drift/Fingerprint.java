package dev.tidegate.core.drift;

import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.digest.HashInput;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The state of everything in an account that Tidegate relies on, or gives access to, as one text
/// for each part. For each of Tidegate's roles: hashes of the trust policy and the boundary. For
/// those and for each role tagged as eligible: each attached managed policy, and the hash of each
/// inline policy that does not belong to a grant. For each of these managed policies: the hash of
/// its document.
///
/// AWS's own managed policies are named but not hashed, since AWS changes them.
final class Fingerprint {
  /// The name of the part with the format's version. States in different formats are not compared.
  static final String FORM = "form";

  /// The prefix of the parts of a role. The part with only the role's name marks that the role is
  /// checked.
  static final String ROLE = "role ";

  static final String TRUST = "trust policy";
  static final String BOUNDARY = "permissions boundary";
  static final String MANAGED = "managed policy ";
  static final String INLINE = "inline policy ";

  /// The prefix of the parts of managed policies.
  static final String POLICY = "policy ";

  private static final String THERE = "there";
  private final AccountObserver.Held held;

  Fingerprint(AccountObserver.Held held) {
    this.held = held;
  }

  SortedMap<String, String> parts() {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put(FORM, "2");
    for (AccountObserver.Role role : held.roles()) {
      if (TidegateRoles.tidegates(role.name())) {
        basis(role, parts);
      }
      if (TidegateRoles.tidegates(role.name()) || role.eligible()) {
        policies(role, parts);
      }
    }
    return parts;
  }

  private static String name(AccountObserver.Role role) {
    return ROLE + role.name();
  }

  private void basis(AccountObserver.Role role, SortedMap<String, String> parts) {
    parts.put(name(role) + ": " + TRUST, role.trustHash());
    parts.put(name(role) + ": " + BOUNDARY, hash(new TreeSet<>(role.boundary().stream().toList())));
    role.boundary().ifPresent(arn -> document(arn, parts));
  }

  private void policies(AccountObserver.Role role, SortedMap<String, String> parts) {
    parts.put(name(role), THERE);
    for (String arn : role.attached()) {
      parts.put(name(role) + ": " + MANAGED + arn, THERE);
      document(arn, parts);
    }
    role.policies().stream()
        .filter(policy -> InlinePolicyName.parse(policy.name()).isEmpty())
        .forEach(policy -> parts.put(name(role) + ": " + INLINE + policy.name(), policy.hash()));
  }

  private void document(String arn, SortedMap<String, String> parts) {
    Optional.ofNullable(held.documents().get(arn))
        .ifPresent(hash -> parts.put(POLICY + arn + ": document", hash));
  }

  private static String hash(SortedSet<String> texts) {
    return new HashInput().add(texts.stream().toList()).hex();
  }
}
