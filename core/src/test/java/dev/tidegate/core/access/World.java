package dev.tidegate.core.access;

import dev.tidegate.core.access.assess.PolicyDocuments;
import dev.tidegate.core.access.grant.EndGrant;
import dev.tidegate.core.access.grant.GrantDispatcher;
import dev.tidegate.core.access.grant.IssueSession;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.core.access.grant.StartGrant;
import dev.tidegate.core.access.grant.SweepGrants;
import dev.tidegate.core.access.request.ExtendGrant;
import dev.tidegate.core.access.request.GiveAfterReview;
import dev.tidegate.core.access.request.ReadRequests;
import dev.tidegate.core.access.request.RequestIds;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.access.request.WithdrawRequest;
import dev.tidegate.core.access.store.CaseHistory;
import dev.tidegate.core.access.store.CaseStore;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.policies.PolicySource;
import dev.tidegate.core.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Every verb of the broker, wired to a store and an AWS in memory, behind one [Wire].
public final class World {
  /// A grant that the sweep handed over.
  public record Handed(GrantId grant, boolean toEnd) {}

  private final InMemoryCaseStore cases = new InMemoryCaseStore();
  private final FakeAws aws;
  private final List<Handed> handed = new ArrayList<>();
  private final SubmitRequest submit;
  private final ReviewRequest review;
  private final GiveAfterReview afterReview;
  private final ExtendGrant extend;
  private final WithdrawRequest withdraw;
  private final RevokeGrant revoke;
  private final IssueSession issue;
  private final StartGrant start;
  private final EndGrant end;
  private final SweepGrants sweep;
  private final ReadRequests read;
  private SamplePolicy policy = SamplePolicy.usual();
  private Policy loaded = policy.load();
  private int made;

  /// A world whose policies are enforced at once.
  public World(Wire wire, Supplier<Instant> clock) {
    this(wire, clock, () -> Duration.ZERO, _ -> {});
  }

  /// A world in which a write to IAM takes `lag` to be enforced, and `stream` is told of every
  /// change.
  public World(
      Wire wire, Supplier<Instant> clock, Supplier<Duration> lag, Consumer<CaseChange> stream) {
    aws = new FakeAws(wire, clock, lag);
    CaseStore store = new WiredStore(cases, wire, stream);
    PolicySource policies = () -> wire.call("policy.current", () -> loaded);
    PolicyDocuments documents = new FakeDocuments();
    Visibility visibility = new Visibility(Samples.SECURITY);
    RequestIds ids = () -> Samples.id(++made);
    submit = new SubmitRequest(store, policies, documents, ids);
    review = new ReviewRequest(store, policies, documents, visibility);
    extend = new ExtendGrant(store, submit, visibility);
    afterReview = new GiveAfterReview(store, policies, documents, visibility);
    withdraw = new WithdrawRequest(store, visibility);
    revoke = new RevokeGrant(store, visibility);
    issue = new IssueSession(store, policies, documents, visibility, aws, aws);
    start = new StartGrant(store, policies, aws, aws, documents);
    end = new EndGrant(store, aws, aws);
    sweep = new SweepGrants(store, new Hands(wire));
    read = new ReadRequests(store, visibility);
  }

  private final class Hands implements GrantDispatcher {
    private final Wire wire;

    Hands(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void start(GrantId grant) {
      wire.run("handover.start", () -> handed.add(new Handed(grant, false)));
    }

    @Override
    public void end(GrantId grant) {
      wire.run("handover.end", () -> handed.add(new Handed(grant, true)));
    }
  }

  /// Returns the store itself, not behind the wire.
  public InMemoryCaseStore cases() {
    return cases;
  }

  public FakeAws aws() {
    return aws;
  }

  public SubmitRequest submit() {
    return submit;
  }

  public ReviewRequest review() {
    return review;
  }

  public ExtendGrant extend() {
    return extend;
  }

  public GiveAfterReview afterReview() {
    return afterReview;
  }

  public WithdrawRequest withdraw() {
    return withdraw;
  }

  public RevokeGrant revoke() {
    return revoke;
  }

  public IssueSession issue() {
    return issue;
  }

  public StartGrant start() {
    return start;
  }

  public EndGrant end() {
    return end;
  }

  public SweepGrants sweep() {
    return sweep;
  }

  public ReadRequests read() {
    return read;
  }

  /// Returns what the sweep handed over since this was last asked.
  public List<Handed> handed() {
    List<Handed> all = List.copyOf(handed);
    handed.clear();
    return all;
  }

  public SamplePolicy policy() {
    return policy;
  }

  /// Pushes a policy.
  public void policy(SamplePolicy next) {
    policy = next;
    loaded = next.load();
  }

  /// Returns the case as it is now.
  public AccessCase now(RequestId id) {
    return cases.load(id).orElseThrow(() -> new AssertionError("no case " + id));
  }

  /// Returns the grant as it is now.
  public Grant now(GrantId id) {
    return now(id.request()).grant().orElseThrow(() -> new AssertionError("no grant " + id));
  }

  /// Returns everything that happened in a case.
  public CaseHistory history(RequestId id) {
    return cases.history(id).orElseThrow(() -> new AssertionError("no case " + id));
  }
}
