package dev.tidegate.core.access;

import dev.tidegate.core.principal.Principal;
import java.time.Instant;
import java.util.Optional;

/// One approver's answer: who (with their groups at that moment), what, when, and a comment of up
/// to 1,000 characters.
public record Review(Principal reviewer, Verdict verdict, Instant at, Optional<String> comment) {
  public Review {
    if (comment
        .filter(text -> text.isBlank() || text.codePointCount(0, text.length()) > 1000)
        .isPresent()) {
      throw new IllegalArgumentException("comment: 1 to 1000 characters expected");
    }
  }
}
