package dev.tidegate.core.access;

import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import java.util.List;

/// Who may see a request, and who may revoke its grant.
///
/// @param security the group that may see and revoke everything
public record Visibility(Group security) {
  /// Returns whether `viewer` may see the case: its requester, its approvers and reviewers, and the
  /// security group may.
  public boolean sees(Principal viewer, AccessCase of) {
    return isRequester(viewer, of) || mayRevoke(viewer, of);
  }

  /// Returns whether `person` may end the grant early for somebody else: the request's approvers
  /// and reviewers and the security group may.
  public boolean mayRevoke(Principal person, AccessCase of) {
    return isSecurity(person) || person.inAnyOf(of.concerned());
  }

  /// Returns whether `person` is in the security group.
  public boolean isSecurity(Principal person) {
    return person.inAnyOf(List.of(security));
  }

  public static boolean isRequester(Principal person, AccessCase of) {
    return person.id().equals(of.request().submission().requester().id());
  }
}
