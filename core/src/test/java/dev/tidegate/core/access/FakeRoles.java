package dev.tidegate.core.access;

import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.fault.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The inline policies of roles, as IAM keeps them: read back at once, enforced some time later.
public final class FakeRoles {
  /// A role of an account.
  public record Place(String account, String role) {}

  private sealed interface Statement {
    /// No to one grant's sessions.
    record DenyGrant(GrantId grant) implements Statement {}

    /// No to every session issued before.
    record DenyBefore(Instant before) implements Statement {}

    /// Yes until.
    record AllowUntil(GrantId grant, Instant until) implements Statement {}
  }

  private record Write(Instant from, Optional<Statement> statement) {}

  private record Name(Place place, String policy) {}

  private final Map<Name, List<Write>> writes = new LinkedHashMap<>();
  private final Set<Place> gone = new HashSet<>();
  private final Supplier<Instant> enforcedFrom;
  private int room = Integer.MAX_VALUE;
  private boolean packs;

  FakeRoles(Supplier<Instant> enforcedFrom) {
    this.enforcedFrom = enforcedFrom;
  }

  /// Sets how many Denies fit on one role.
  public void room(int denies) {
    room = denies;
  }

  /// Lets Denies that do not fit be packed.
  public void pack() {
    packs = true;
  }

  /// Deletes a role.
  public void delete(Place place) {
    gone.add(place);
  }

  /// Returns whether the role is there.
  public boolean exists(Place place) {
    return !gone.contains(place);
  }

  /// Returns the names of the policies that stand on any role now.
  public List<String> held() {
    return writes.entrySet().stream()
        .filter(entry -> entry.getValue().getLast().statement().isPresent())
        .map(entry -> entry.getKey().policy())
        .toList();
  }

  /// Returns every instant at which something begins to be enforced.
  List<Instant> turns() {
    return writes.values().stream().flatMap(List::stream).map(Write::from).toList();
  }

  SessionRevoker.RevocationResult deny(Place place, GrantId grant) {
    if (!exists(place)) {
      return new SessionRevoker.RevocationResult.NoRole();
    }
    Name name = new Name(place, new InlinePolicyName.Revocation(grant).text());
    if (now(name).isPresent()) {
      return new SessionRevoker.RevocationResult.Done();
    }
    long denies =
        writes.keySet().stream()
            .filter(known -> known.place().equals(place))
            .filter(known -> now(known).filter(Statement.DenyGrant.class::isInstance).isPresent())
            .count();
    if (denies >= room && !packs) {
      return new SessionRevoker.RevocationResult.NoRoom();
    }
    write(name, Optional.of(new Statement.DenyGrant(grant)));
    return denies >= room
        ? new SessionRevoker.RevocationResult.Packed()
        : new SessionRevoker.RevocationResult.Done();
  }

  void denyBefore(Place place, Instant before) {
    Name name = new Name(place, new InlinePolicyName.RoleWideRevocation().text());
    boolean reachesFurther =
        now(name).orElse(null) instanceof Statement.DenyBefore(Instant known)
            && !known.isBefore(before);
    if (!reachesFurther) {
      write(name, Optional.of(new Statement.DenyBefore(before)));
    }
  }

  void removeDenyBefore(Place place, Instant before) {
    Name name = new Name(place, new InlinePolicyName.RoleWideRevocation().text());
    if (now(name).equals(Optional.of(new Statement.DenyBefore(before)))) {
      write(name, Optional.empty());
    }
  }

  void allow(Place place, GrantId grant, Instant until) {
    if (!exists(place)) {
      throw new Fault(Fault.Kind.DENIED, "there is no such role, or it is not eligible");
    }
    write(
        new Name(place, new InlinePolicyName.Temporary(grant).text()),
        Optional.of(new Statement.AllowUntil(grant, until)));
  }

  void remove(Place place, InlinePolicyName policy) {
    Name name = new Name(place, policy.text());
    if (now(name).isPresent()) {
      write(name, Optional.empty());
    }
  }

  boolean denies(Place place, GrantId grant, Instant issuedAt, Instant at) {
    for (Map.Entry<Name, List<Write>> entry : writes.entrySet()) {
      if (entry.getKey().place().equals(place)
          && switch (enforced(entry.getValue(), at).orElse(null)) {
            case Statement.DenyGrant(GrantId denied) -> denied.equals(grant);
            case Statement.DenyBefore(Instant before) -> issuedAt.isBefore(before);
            case Statement.AllowUntil _ -> false;
            case null -> false;
          }) {
        return true;
      }
    }
    return !exists(place);
  }

  boolean allows(GrantId grant, Instant at, boolean dateConditions) {
    for (Map.Entry<Name, List<Write>> entry : writes.entrySet()) {
      if (exists(entry.getKey().place())
          && enforced(entry.getValue(), at).orElse(null)
              instanceof Statement.AllowUntil(GrantId allowed, Instant until)
          && allowed.equals(grant)
          && (!dateConditions || at.isBefore(until))) {
        return true;
      }
    }
    return false;
  }

  private Optional<Statement> now(Name name) {
    return Optional.ofNullable(writes.get(name)).flatMap(all -> all.getLast().statement());
  }

  private static Optional<Statement> enforced(List<Write> history, Instant at) {
    for (int i = history.size() - 1; i >= 0; i--) {
      if (!history.get(i).from().isAfter(at)) {
        return history.get(i).statement();
      }
    }
    return Optional.empty();
  }

  private void write(Name name, Optional<Statement> statement) {
    writes
        .computeIfAbsent(name, _ -> new ArrayList<>())
        .add(new Write(enforcedFrom.get(), statement));
  }
}
