package dev.tidegate.core.policies;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Provides the current policy. Each call looks up which version is current; each version is loaded
/// once, from its compact form if this release reads that, otherwise from its file.
///
/// A compact form that is missing or does not match its version is reported to `doubt`, and the
/// file is used.
public final class CurrentPolicy implements PolicySource {
  private static final Policy NONE =
      new Policy(PolicyHash.of(new byte[0]), Map.of(), Map.of(), List.of());

  private final PolicyVersions versions;
  private final PolicyParser parser;
  private final CompactPolicies compacts;
  private final Doubt doubt;
  private volatile Policy loaded = NONE;

  public CurrentPolicy(
      PolicyVersions versions, PolicyParser parser, CompactPolicies compacts, Doubt doubt) {
    this.versions = versions;
    this.parser = parser;
    this.compacts = compacts;
    this.doubt = doubt;
  }

  /// Is told of a compact form that could not be used although it should exist.
  @FunctionalInterface
  public interface Doubt {
    /// Reports the version's hash and the reason.
    void about(PolicyHash hash, String why);
  }

  @Override
  public Policy current() {
    Optional<PolicyVersions.Version> version = versions.current();
    if (version.isEmpty()) {
      return NONE;
    }
    PolicyHash hash = version.get().hash();
    Policy known = loaded;
    if (known.hash().equals(hash)) {
      return known;
    }
    Policy fresh = compact(version.get()).orElseGet(() -> parsed(hash));
    loaded = fresh;
    return fresh;
  }

  private Optional<Policy> compact(PolicyVersions.Version version) {
    return version
        .compact()
        .filter(named -> compacts.reads(named.form()))
        .flatMap(named -> compact(version.hash(), named));
  }

  private Optional<Policy> compact(PolicyHash hash, PolicyVersions.Compact named) {
    Optional<byte[]> bytes = versions.compact(hash, named);
    if (bytes.isEmpty()) {
      return doubted(hash, "is gone");
    }
    if (!PolicyVersions.Compact.of(named.form(), bytes.get()).equals(named)) {
      return doubted(hash, "is not what was pushed");
    }
    return compacts.read(bytes.get(), hash).or(() -> doubted(hash, "cannot be read"));
  }

  private Optional<Policy> doubted(PolicyHash hash, String why) {
    doubt.about(hash, "its compact form " + why);
    return Optional.empty();
  }

  private Policy parsed(PolicyHash hash) {
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
