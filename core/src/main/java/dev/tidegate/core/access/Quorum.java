package dev.tidegate.core.access;

import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Decides whether approvals suffice: every set needs its count, the requester never counts, and
/// one person counts once, even when they are in several sets.
///
/// People are assigned to sets by augmenting paths, so that the order of approvals never matters.
public final class Quorum {
  private final List<ApproverSet> sets;
  private final List<Principal> approvers;
  private final int[] placeOf;

  private Quorum(List<ApproverSet> sets, List<Principal> approvers) {
    this.sets = sets;
    this.approvers = approvers;
    this.placeOf = new int[approvers.size()];
    Arrays.fill(placeOf, -1);
    for (int set = 0; set < sets.size(); set++) {
      for (int place = 0; place < sets.get(set).count(); place++) {
        fill(set, new boolean[approvers.size()]);
      }
    }
  }

  /// Counts the approvals among `reviews`.
  public static Quorum of(List<ApproverSet> sets, PrincipalId requester, List<Review> reviews) {
    Map<PrincipalId, Principal> people = new LinkedHashMap<>();
    for (Review review : reviews) {
      if (review.verdict() == Verdict.APPROVE && !review.reviewer().id().equals(requester)) {
        people.putIfAbsent(review.reviewer().id(), review.reviewer());
      }
    }
    return new Quorum(List.copyOf(sets), List.copyOf(people.values()));
  }

  /// Returns whether every set has its count.
  public boolean met() {
    for (int set = 0; set < sets.size(); set++) {
      if (given(set) < sets.get(set).count()) {
        return false;
      }
    }
    return true;
  }

  /// Returns how many approvals the set at this index has.
  public int given(int set) {
    return (int) Arrays.stream(placeOf).filter(place -> place == set).count();
  }

  private boolean fill(int set, boolean[] seen) {
    for (int i = 0; i < approvers.size(); i++) {
      if (seen[i] || placeOf[i] == set || !approvers.get(i).inAnyOf(sets.get(set).groups())) {
        continue;
      }
      seen[i] = true;
      if (placeOf[i] < 0 || fill(placeOf[i], seen)) {
        placeOf[i] = set;
        return true;
      }
    }
    return false;
  }
}
