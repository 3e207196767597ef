package dev.tidegate.core.drift;

import dev.tidegate.core.access.InlinePolicyName;
import dev.tidegate.core.digest.HashInput;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What Tidegate rests on in an account, and what the roles can do that it gives access to or puts
/// policies on, as one text for each part of it. Of each of Tidegate's roles: trust policy and
/// boundary, by their hashes. Of those and of each role that is tagged as eligible: each managed
/// policy that is attached, each inline policy that is not a grant's by its hash. Of each managed
/// policy among them: its document, by its hash.
///
/// Policies that AWS keeps are named and not hashed: AWS changes them itself.
final class Fingerprint {
  /// The part that says how the others are called. What was seen in another form is not compared.
  static final String FORM = "form";

  /// What a role begins with that is looked at; the part of that name alone says that it is.
  static final String ROLE = "role ";

  static final String TRUST = "trust policy";
  static final String BOUNDARY = "permissions boundary";
  static final String MANAGED = "managed policy ";
  static final String INLINE = "inline policy ";

  /// What a managed policy's document begins with.
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
