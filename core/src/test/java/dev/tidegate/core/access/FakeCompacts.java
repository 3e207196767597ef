package dev.tidegate.core.access;

import dev.tidegate.core.policies.CompactPolicies;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Compact forms that say nothing but their form's number, and are read as the usual rules.
public record FakeCompacts(int form) implements CompactPolicies {
  @Override
  public boolean reads(int other) {
    return other == form || other == form - 1;
  }

  @Override
  public Optional<byte[]> write(Policy policy) {
    return Optional.of(("form " + form).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<Policy> read(byte[] compact, PolicyHash hash) {
    String text = new String(compact, StandardCharsets.UTF_8);
    return text.equals("form " + form) || text.equals("form " + (form - 1))
        ? Optional.of(new Policy(hash, Map.of(), Map.of(), SamplePolicy.usual().rules()))
        : Optional.empty();
  }
}
