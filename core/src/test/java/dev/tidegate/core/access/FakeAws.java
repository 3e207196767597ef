package dev.tidegate.core.access;

import dev.tidegate.core.access.grant.ConsoleSignIn;
import dev.tidegate.core.access.grant.GrantSchedules;
import dev.tidegate.core.access.grant.ScheduleRemoval;
import dev.tidegate.core.access.grant.SessionIssuer;
import dev.tidegate.core.access.grant.SessionRevoker;
import dev.tidegate.core.access.grant.TemporaryPolicies;
import dev.tidegate.core.entitlement.Account;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The part of AWS that gives and takes access, in memory: schedules, inline policies of roles,
/// sessions, and whether a call under one of them would be allowed at an instant.
///
/// A write to IAM is seen at once by who reads it back and takes `lag` to be enforced. Nothing is
/// forgotten, so what was allowed when can be asked afterwards.
public final class FakeAws
    implements GrantSchedules,
        ScheduleRemoval,
        SessionRevoker,
        TemporaryPolicies,
        SessionIssuer,
        ConsoleSignIn {
  /// A session that was issued.
  public record Session(SessionSpec spec, Instant issuedAt, Instant expiresAt) {
    /// Returns when the date condition begins to deny.
    public Instant dateEnd() {
      return FakeDocuments.end(spec.policy());
    }

    private FakeRoles.Place place() {
      return new FakeRoles.Place(spec.account().id(), spec.roleName());
    }
  }

  private final Wire wire;
  private final Supplier<Instant> clock;
  private final FakeRoles roles;
  private final List<Session> sessions = new ArrayList<>();
  private final NavigableMap<GrantId, Instant> schedules;
  private final NavigableMap<GrantId, Instant> starts;
  private final SortedMap<GrantId, Instant> firstScheduled;
  private boolean dateConditions = true;
  private boolean losesDenies;
  private int packedPercent = 40;

  public FakeAws(Wire wire, Supplier<Instant> clock) {
    this(wire, clock, () -> Duration.ZERO);
  }

  /// Takes how long each write to IAM needs to be enforced.
  public FakeAws(Wire wire, Supplier<Instant> clock, Supplier<Duration> lag) {
    this.wire = wire;
    this.clock = clock;
    this.roles = new FakeRoles(() -> clock.get().plus(lag.get()));
    this.schedules = new TreeMap<>(Comparator.comparing(GrantId::text));
    this.starts = new TreeMap<>(Comparator.comparing(GrantId::text));
    this.firstScheduled = new TreeMap<>(Comparator.comparing(GrantId::text));
  }

  @Override
  public void ensureEnd(GrantId grant, Instant end, Instant now) {
    wire.run(
        "scheduler.ensure",
        () -> {
          schedules.putIfAbsent(grant, end);
          firstScheduled.putIfAbsent(grant, clock.get());
        });
  }

  @Override
  public void ensureStart(GrantId grant, Instant start, Instant now) {
    wire.run("scheduler.ensureStart", () -> starts.putIfAbsent(grant, start));
  }

  @Override
  public void removeEnd(GrantId grant) {
    wire.run("scheduler.remove", () -> schedules.remove(grant));
  }

  @Override
  public void removeStart(GrantId grant) {
    wire.run("scheduler.removeStart", () -> starts.remove(grant));
  }

  @Override
  public RevocationResult cut(GrantTerms terms, Instant now) {
    return wire.call(
        "iam.cut",
        () -> losesDenies ? new RevocationResult.Done() : roles.deny(place(terms), terms.id()));
  }

  @Override
  public void revokeRoleWide(GrantTerms terms, Instant before) {
    wire.run("iam.cutRoleWide", () -> roles.denyBefore(place(terms), before));
  }

  @Override
  public void removeRevocation(GrantTerms terms, Instant now) {
    wire.run(
        "iam.removeCut",
        () -> roles.remove(place(terms), new InlinePolicyName.Revocation(terms.id())));
  }

  @Override
  public void removeRoleWideRevocation(GrantTerms terms, Instant before) {
    wire.run("iam.removeRoleWideCut", () -> roles.removeDenyBefore(place(terms), before));
  }

  @Override
  public void detach(GrantTerms terms) {
    wire.run(
        "iam.detach", () -> roles.remove(place(terms), new InlinePolicyName.Temporary(terms.id())));
  }

  @Override
  public void attach(GrantTerms terms, String document) {
    wire.run(
        "iam.attach", () -> roles.allow(place(terms), terms.id(), FakeDocuments.end(document)));
  }

  @Override
  public SessionIssuer.Outcome issue(SessionSpec spec) {
    return wire.call("sts.assumeRole", () -> assume(spec));
  }

  @Override
  public URI url(Credentials credentials, Account account) {
    return wire.call(
        "signin.url",
        () -> URI.create("https://signin.example.com/federation?SigninToken=" + account.id()));
  }

  private SessionIssuer.Outcome assume(SessionSpec spec) {
    if (packedPercent > 100) {
      return new SessionIssuer.Outcome.TooPacked("packed size " + packedPercent + " %");
    }
    if (!roles.exists(new FakeRoles.Place(spec.account().id(), spec.roleName()))) {
      return new SessionIssuer.Outcome.NotPrepared("sts does not let us assume the role");
    }
    Session session = new Session(spec, clock.get(), clock.get().plus(spec.lifetime()));
    sessions.add(session);
    return new SessionIssuer.Outcome.Issued(
        new Credentials("ASIA" + sessions.size(), "secret", "token", session.expiresAt()),
        packedPercent);
  }

  /// Returns whether a call under the session would be allowed at `at`.
  public boolean allows(Session session, Instant at) {
    return !at.isBefore(session.issuedAt())
        && at.isBefore(session.expiresAt())
        && (!dateConditions || at.isBefore(session.dateEnd()))
        && !roles.denies(session.place(), session.spec().grant(), session.issuedAt(), at);
  }

  /// Returns whether the grant gives any access at `at`: by a session or by a temporary policy.
  public boolean gives(GrantId grant, Instant at) {
    return sessions.stream()
            .anyMatch(session -> session.spec().grant().equals(grant) && allows(session, at))
        || roles.allows(grant, at, dateConditions);
  }

  /// Returns the first instant from `from` on at which the grant gives access, as of all that was
  /// written until now; nothing when it never does.
  public Optional<Instant> givesAfter(GrantId grant, Instant from) {
    List<Instant> turns = new ArrayList<>(roles.turns());
    sessions.forEach(session -> turns.add(session.issuedAt()));
    turns.add(from);
    return turns.stream()
        .filter(turn -> !turn.isBefore(from))
        .sorted()
        .filter(turn -> gives(grant, turn))
        .findFirst();
  }

  /// Returns every instant at which some policy begins to be enforced, or is no longer.
  public List<Instant> turns() {
    return roles.turns();
  }

  /// Returns the sessions issued under the grant, oldest first.
  public List<Session> sessions(GrantId grant) {
    return sessions.stream().filter(session -> session.spec().grant().equals(grant)).toList();
  }

  /// Returns the schedules that are waiting, with their time.
  public Map<GrantId, Instant> schedules() {
    return Map.copyOf(schedules);
  }

  /// Returns the schedules of starts that are waiting, with their time.
  public Map<GrantId, Instant> starts() {
    return Map.copyOf(starts);
  }

  /// Forgets the schedule of a start that has fired.
  public void begun(GrantId grant) {
    starts.remove(grant);
  }

  /// Forgets the schedule of an end that has fired, as the scheduler does.
  public void completed(GrantId grant) {
    schedules.remove(grant);
  }

  /// Returns when the grant's end was scheduled first.
  public Optional<Instant> firstScheduled(GrantId grant) {
    return Optional.ofNullable(firstScheduled.get(grant));
  }

  /// Returns the roles, to look at or to change behind Tidegate's back.
  public FakeRoles roles() {
    return roles;
  }

  /// Switches the date condition off or on: AWS would have to be wrong for that.
  public void dateConditions(boolean on) {
    dateConditions = on;
  }

  /// Lets every Deny be confirmed and lost: what no test of the broker may fail to see.
  public void loseDenies() {
    losesDenies = true;
  }

  /// Sets how full the token of the next sessions will be.
  public void packedPercent(int percent) {
    packedPercent = percent;
  }

  private static FakeRoles.Place place(GrantTerms terms) {
    return new FakeRoles.Place(terms.account().id(), terms.target().roleName());
  }
}
