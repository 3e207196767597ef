package dev.tidegate.core.access.assess;

import dev.tidegate.core.access.AccessCase;
import dev.tidegate.core.access.AccessRequest;
import dev.tidegate.core.access.Submission;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.entitlement.PermissionDescription;
import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Describes what a request gives, in sentences for one viewer. They depend only on the submission,
/// to which answers are bound and which an approval compares with the policy in force.
///
/// @param allows a sentence for each permission and each managed policy
/// @param denies what it does not allow, and when it ends
/// @param remains what continues after the end and cannot be ended; empty when there will be no
///   access
/// @param until when access ends, or would end if it were approved now; empty when the request has
///   no grant and will get none
public record AccessDescription(
    List<String> allows, List<String> denies, List<String> remains, Optional<Instant> until) {
  public AccessDescription {
    allows = List.copyOf(allows);
    denies = List.copyOf(denies);
    remains = List.copyOf(remains);
  }

  /// Returns the sentences for `viewer`, who may see the case.
  public static AccessDescription of(AccessCase of, Principal viewer, Instant now) {
    PermissionDescription.Reader reader =
        Visibility.isRequester(viewer, of)
            ? PermissionDescription.Reader.REQUESTER
            : PermissionDescription.Reader.OTHERS;
    Submission submission = of.request().submission();
    Optional<Instant> until = until(of, now);
    return new AccessDescription(
        PermissionDescription.allowed(reader, submission.target(), submission.permissions()),
        PermissionDescription.notAllowed(reader, submission.target(), until),
        until.isEmpty()
            ? List.of()
            : PermissionDescription.remains(submission.target(), submission.permissions()),
        until);
  }

  private static Optional<Instant> until(AccessCase of, Instant now) {
    Optional<Instant> end = of.grant().map(grant -> grant.terms().endsAt());
    return end.isEmpty() && of.request() instanceof AccessRequest.Pending pending
        ? Optional.of(pending.submission().ask().ends(now))
        : end;
  }
}
