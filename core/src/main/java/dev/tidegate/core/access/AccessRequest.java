package dev.tidegate.core.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A request for access: Pending, then Approved, Denied, Withdrawn or Expired. Only Pending has a
/// way on, so an illegal transition does not compile.
public sealed interface AccessRequest {
  /// Returns what was submitted.
  Submission submission();

  /// Returns the answers given so far, oldest first.
  List<Review> reviews();

  /// Returns the id.
  default RequestId id() {
    return submission().id();
  }

  /// Waits for answers.
  record Pending(Submission submission, List<Review> reviews) implements AccessRequest {
    public Pending {
      reviews = List.copyOf(reviews);
    }

    /// Adds an answer that does not decide yet.
    public Pending with(Review review) {
      return new Pending(submission, plus(review));
    }

    /// The answers suffice.
    public Approved approve(Instant at) {
      return new Approved(submission, reviews, at);
    }

    /// One answer was no.
    public Denied deny(Review review) {
      return new Denied(submission, plus(review), review.at());
    }

    /// The requester no longer wants it.
    public Withdrawn withdraw(Instant at) {
      return new Withdrawn(submission, reviews, at);
    }

    /// Nobody answered in time.
    public Expired expire(Instant at) {
      return new Expired(submission, reviews, at);
    }

    private List<Review> plus(Review review) {
      List<Review> all = new ArrayList<>(reviews);
      all.add(review);
      return all;
    }
  }

  /// Answered yes, or needed no answer; a Grant exists.
  record Approved(Submission submission, List<Review> reviews, Instant at)
      implements AccessRequest {
    public Approved {
      reviews = List.copyOf(reviews);
    }
  }

  /// Answered no.
  record Denied(Submission submission, List<Review> reviews, Instant at) implements AccessRequest {
    public Denied {
      reviews = List.copyOf(reviews);
    }
  }

  /// Taken back by the requester before it was answered.
  record Withdrawn(Submission submission, List<Review> reviews, Instant at)
      implements AccessRequest {
    public Withdrawn {
      reviews = List.copyOf(reviews);
    }
  }

  /// Never answered.
  record Expired(Submission submission, List<Review> reviews, Instant at) implements AccessRequest {
    public Expired {
      reviews = List.copyOf(reviews);
    }
  }
}
