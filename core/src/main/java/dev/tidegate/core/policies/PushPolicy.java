package dev.tidegate.core.policies;

import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.AuditLog;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes a policy file current, if it is valid, the caller is in the admin group, and the current
/// version is the one that the caller has seen. Refused attempts are recorded.
public final class PushPolicy {
  /// The largest policy file, in bytes.
  public static final int MOST_BYTES = 5 * 1024 * 1024;

  private static final String SUBJECT = "policy";

  private final PolicyVersions versions;
  private final PolicyParser parser;
  private final CompactPolicies compacts;
  private final Group admins;
  private final AuditLog ledger;

  /// @param ledger the log that records refused pushes
  public PushPolicy(
      PolicyVersions versions,
      PolicyParser parser,
      CompactPolicies compacts,
      Group admins,
      AuditLog ledger) {
    this.versions = versions;
    this.parser = parser;
    this.compacts = compacts;
    this.admins = admins;
    this.ledger = ledger;
  }

  /// The result of [#push] and [#rollBack].
  public sealed interface Outcome {
    /// The file is current.
    record Current(PolicyVersions.Version version) implements Outcome {}

    /// The file has errors; the previous version stays current.
    record Invalid(List<PolicyParser.Finding> findings) implements Outcome {}

    /// Somebody else has pushed since.
    record Changed(Optional<PolicyVersions.Version> current) implements Outcome {}

    /// The caller is not in the admin group.
    record NotYours(String why) implements Outcome {}

    /// There is no such version.
    record NotFound() implements Outcome {}
  }

  /// Pushes `file`. With `over`, only if that is the hash of the current version.
  public Outcome push(
      Principal person, byte[] file, Optional<PolicyHash> over, String reason, Instant now) {
    if (!person.inAnyOf(List.of(admins))) {
      return refused(
          new Outcome.NotYours("pushing the policy is for " + admins.name()), person, now);
    }
    return switch (parser.parse(file)) {
      case PolicyParser.Result.Invalid(List<PolicyParser.Finding> findings) ->
          refused(new Outcome.Invalid(findings), person, now);
      case PolicyParser.Result.Valid(Policy policy) ->
          makeCurrent(person, new Pushed(file, policy), over, reason, EventType.POLICY_PUSHED, now);
    };
  }

  /// Makes an earlier version current again, if it is still valid. With `over`, only if that is the
  /// hash of the current version.
  public Outcome rollBack(
      Principal person, PolicyHash to, Optional<PolicyHash> over, String reason, Instant now) {
    if (!person.inAnyOf(List.of(admins))) {
      return refused(
          new Outcome.NotYours("rolling the policy back is for " + admins.name()), person, now);
    }
    Optional<byte[]> file = versions.file(to);
    if (file.isEmpty()) {
      return new Outcome.NotFound();
    }
    return switch (parser.parse(file.get())) {
      case PolicyParser.Result.Invalid(List<PolicyParser.Finding> findings) ->
          refused(new Outcome.Invalid(findings), person, now);
      case PolicyParser.Result.Valid(Policy policy) ->
          makeCurrent(
              person,
              new Pushed(file.get(), policy),
              over,
              reason,
              EventType.POLICY_ROLLED_BACK,
              now);
    };
  }

  private record Pushed(byte[] file, Policy policy) {}

  private Outcome refused(Outcome.NotYours outcome, Principal person, Instant now) {
    return refused(outcome, outcome.why(), person, now);
  }

  private Outcome refused(Outcome.Invalid outcome, Principal person, Instant now) {
    int findings = outcome.findings().size();
    return refused(
        outcome,
        "not a valid policy: " + findings + (findings == 1 ? " finding" : " findings"),
        person,
        now);
  }

  private Outcome refused(Outcome outcome, String why, Principal person, Instant now) {
    ledger.append(EventType.POLICY_PUSH_REFUSED, Map.of("why", why), person.actor(), now);
    return outcome;
  }

  private Outcome makeCurrent(
      Principal person,
      Pushed pushed,
      Optional<PolicyHash> over,
      String reason,
      EventType type,
      Instant now) {
    Optional<PolicyVersions.Version> current = versions.current();
    PolicyHash hash = PolicyHash.of(pushed.file());
    Optional<byte[]> compact = compacts.write(pushed.policy());
    Optional<PolicyVersions.Compact> named =
        compact.map(bytes -> PolicyVersions.Compact.of(compacts.form(), bytes));
    if (current.filter(is -> is.hash().equals(hash) && is.compact().equals(named)).isPresent()) {
      return new Outcome.Current(current.orElseThrow());
    }
    if (over.isPresent() && !over.equals(current.map(PolicyVersions.Version::hash))) {
      return new Outcome.Changed(current);
    }
    Map<String, String> details = new TreeMap<>();
    details.put("hash", hash.hex());
    details.put("reason", reason);
    named.ifPresent(form -> details.put("compact", form.text()));
    current.ifPresent(version -> details.put("over", version.hash().hex()));
    AuditEvent event =
        AuditEvent.after(
            current.map(PolicyVersions.Version::head).orElse(ChainHead.START),
            SUBJECT,
            now,
            type,
            person.actor(),
            details);
    PolicyVersions.Version next =
        new PolicyVersions.Version(event.seq(), hash, now, person.label(), named, event.head());
    return versions.makeCurrent(next, pushed.file(), compact, current, event)
        ? new Outcome.Current(next)
        : new Outcome.Changed(versions.current());
  }
}
