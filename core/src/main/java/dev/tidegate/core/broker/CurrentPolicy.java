package dev.tidegate.core.broker;

import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives the current policy: asks which version is current each time, and parses each version once.
public final class CurrentPolicy implements PolicySource {
  private static final Policy NONE =
      new Policy(PolicyHash.of(new byte[0]), Map.of(), Map.of(), List.of());

  private final PolicyVersions versions;
  private final PolicyParser parser;
  private volatile Policy parsed = NONE;

  public CurrentPolicy(PolicyVersions versions, PolicyParser parser) {
    this.versions = versions;
    this.parser = parser;
  }

  @Override
  public Policy current() {
    Optional<PolicyHash> hash = versions.current().map(PolicyVersions.Version::hash);
    if (hash.isEmpty()) {
      return NONE;
    }
    Policy known = parsed;
    if (known.hash().equals(hash.get())) {
      return known;
    }
    Policy loaded = load(hash.get());
    parsed = loaded;
    return loaded;
  }

  private Policy load(PolicyHash hash) {
    byte[] file =
        versions
            .file(hash)
            .orElseThrow(() -> new Fault(Fault.Kind.BROKEN, "policy " + hash.hex() + " is gone"));
    if (!PolicyHash.of(file).equals(hash)) {
      throw new Fault(Fault.Kind.BROKEN, "policy " + hash.hex() + " is not what was pushed");
    }
    return switch (parser.parse(file)) {
      case PolicyParser.Result.Valid(Policy policy) -> policy;
      case PolicyParser.Result.Invalid(List<PolicyParser.Finding> findings) ->
          throw new Fault(
              Fault.Kind.BROKEN,
              "policy " + hash.hex() + " no longer loads: " + findings.getFirst().message());
    };
  }
}
