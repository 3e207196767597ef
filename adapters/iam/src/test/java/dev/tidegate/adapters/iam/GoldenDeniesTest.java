package dev.tidegate.adapters.iam;

import dev.tidegate.core.golden.GoldenFolder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The Deny policies that revoke sessions: roles of target accounts hold them while a version is
/// replaced by the next, which must read them.
class GoldenDeniesTest {
  @Test
  void deniesAreWrittenAsTheyWere() {
    GoldenFolder golden = new GoldenFolder("denies");
    golden.add("denies.txt", "of one grant", RevocationDocuments.grant(Given.grant(1)));
    golden.add("denies.txt", "packed, one", RevocationDocuments.grants(List.of(Given.grant(1))));
    golden.add(
        "denies.txt",
        "packed, two",
        RevocationDocuments.grants(List.of(Given.grant(2), Given.grant(1))));
    golden.add(
        "denies.txt",
        "role-wide",
        RevocationDocuments.everySessionBefore(Instant.parse("2026-03-01T10:00:00.001Z")));
    golden.check();
  }
}
