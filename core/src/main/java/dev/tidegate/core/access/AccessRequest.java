package dev.tidegate.core.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A request for access: Pending, then Approved, Denied, Withdrawn or Expired. Only Pending exposes
/// transitions, so an illegal one does not compile.
public sealed interface AccessRequest {
  /// Returns what was submitted.
  Submission submission();

  /// Returns the answers given so far, oldest first.
  List<Review> reviews();

  /// Returns the id.
  default RequestId id() {
    return submission().id();
  }

  /// Waiting for answers.
  record Pending(Submission submission, List<Review> reviews) implements AccessRequest {
    public Pending {
      reviews = List.copyOf(reviews);
    }

    /// Returns the request with an answer that does not decide it yet.
    public Pending with(Review review) {
      return new Pending(submission, plus(review));
    }

    /// Approves the request: its answers suffice.
    public Approved approve(Instant at) {
      return new Approved(submission, reviews, at);
    }

    /// Denies the request: one answer was no.
    public Denied deny(Review review) {
      return new Denied(submission, plus(review), review.at());
    }

    /// Withdraws the request for its requester.
    public Withdrawn withdraw(Instant at) {
      return new Withdrawn(submission, reviews, at);
    }

    /// Expires the request: nobody answered in time.
    public Expired expire(Instant at) {
      return new Expired(submission, reviews, at);
    }

    private List<Review> plus(Review review) {
      List<Review> all = new ArrayList<>(reviews);
      all.add(review);
      return all;
    }
  }

  /// Approved, or needed no approval; a Grant exists.
  record Approved(Submission submission, List<Review> reviews, Instant at)
      implements AccessRequest {
    public Approved {
      reviews = List.copyOf(reviews);
    }
  }

  /// Denied by an approver.
  record Denied(Submission submission, List<Review> reviews, Instant at) implements AccessRequest {
    public Denied {
      reviews = List.copyOf(reviews);
    }
  }

  /// Withdrawn by the requester before it was answered.
  record Withdrawn(Submission submission, List<Review> reviews, Instant at)
      implements AccessRequest {
    public Withdrawn {
      reviews = List.copyOf(reviews);
    }
  }

  /// Not answered in time.
  record Expired(Submission submission, List<Review> reviews, Instant at) implements AccessRequest {
    public Expired {
      reviews = List.copyOf(reviews);
    }
  }
}
