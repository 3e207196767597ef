package dev.tidegate.functions.sessions;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.FakeAws;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.RequestId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.Verdict;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.Wire;
import dev.tidegate.core.access.grant.RevokeGrant;
import dev.tidegate.core.access.grant.StartGrant;
import dev.tidegate.core.access.request.ReviewRequest;
import dev.tidegate.core.access.request.SubmitRequest;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import java.time.Instant;
import java.util.Optional;

/// Makes Alice's grants by the verbs, so that what the policy gives is what was asked for.
record Cases(InMemoryCaseStore store, SamplePolicy policy) {
  GrantId scheduled(RequestId id, Instant now) {
    new SubmitRequest(store, policy::load, new FakeDocuments(), () -> id)
        .submit(Samples.ALICE, Samples.ask(), Optional.empty(), now);
    AccessCase pending = store.load(id).orElseThrow();
    new ReviewRequest(store, policy::load, new FakeDocuments(), new Visibility(Samples.SECURITY))
        .review(
            Samples.BOB,
            new ReviewRequest.Answer(
                id, pending.request().submission().hash(), Verdict.APPROVE, Optional.empty()),
            now);
    return GrantId.of(id);
  }

  GrantId active(RequestId id, Instant now) {
    GrantId grant = scheduled(id, now);
    FakeAws aws = new FakeAws(Wire.CLEAR, () -> now);
    new StartGrant(store, policy::load, aws, aws, new FakeDocuments()).start(grant, now);
    return grant;
  }

  void revoke(GrantId grant, Instant now) {
    new RevokeGrant(store, new Visibility(Samples.SECURITY))
        .revoke(Samples.BOB, grant, "enough", now);
  }
}
