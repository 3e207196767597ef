package dev.tidegate.core.drift;

import dev.tidegate.core.digest.Fields;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What Tidegate rests on in an account, as one hash for each part of it: of each of Tidegate's
/// roles the trust policy, the boundary, the managed policies and the inline policies that are not
/// grants'; of each managed policy among them its document.
///
/// Policies that AWS keeps are named and not hashed: AWS changes them itself.
final class Fingerprint {
  private final Holdings.Held held;

  Fingerprint(Holdings.Held held) {
    this.held = held;
  }

  SortedMap<String, String> parts() {
    SortedMap<String, String> parts = new TreeMap<>();
    for (Holdings.Role role : held.roles()) {
      if (TidegateRoles.tidegates(role.name())) {
        of(role, parts);
      }
    }
    return parts;
  }

  private void of(Holdings.Role role, SortedMap<String, String> parts) {
    String name = "role " + role.name() + ": ";
    parts.put(name + "trust policy", role.trustHash());
    parts.put(
        name + "permissions boundary", hash(new TreeSet<>(role.boundary().stream().toList())));
    parts.put(name + "managed policies", hash(role.attached()));
    SortedSet<String> inline = new TreeSet<>();
    role.policies().stream()
        .filter(policy -> !Sight.tidegates(policy.name()))
        .forEach(policy -> inline.add(policy.name() + " " + policy.hash()));
    parts.put(name + "inline policies", hash(inline));
    role.boundary().ifPresent(arn -> document(arn, parts));
    role.attached().forEach(arn -> document(arn, parts));
  }

  private void document(String arn, SortedMap<String, String> parts) {
    Optional.ofNullable(held.documents().get(arn))
        .ifPresent(hash -> parts.put("policy " + arn + ": document", hash));
  }

  private static String hash(SortedSet<String> texts) {
    return new Fields().add(texts.stream().toList()).hex();
  }
}
