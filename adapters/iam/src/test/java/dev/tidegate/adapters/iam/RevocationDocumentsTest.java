package dev.tidegate.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.GrantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevocationDocumentsTest {
  private static final GrantId ONE = Given.grant(1);
  private static final GrantId OTHER = Given.grant(2);
  private static final Instant BEFORE = Instant.parse("2026-11-20T10:00:00Z");
  private static final String WITHOUT_TAG =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": ["*"], "Resource": "*",
       "Condition": {"DateLessThan": {"aws:TokenIssueTime": "2026-11-20T10:00:00Z"}}}}
      """;

  @Test
  void whatIsWrittenIsRead() {
    assertThat(RevocationDocuments.named(RevocationDocuments.grant(ONE))).containsExactly(ONE);
    assertThat(RevocationDocuments.named(RevocationDocuments.grants(List.of(ONE, OTHER))))
        .containsExactlyInAnyOrder(ONE, OTHER);
    assertThat(RevocationDocuments.before(RevocationDocuments.everySessionBefore(BEFORE)))
        .contains(BEFORE);
    assertThat(
            RevocationDocuments.before(
                RevocationDocuments.everySessionBefore(BEFORE.minusMillis(1))))
        .contains(BEFORE);
  }

  @Test
  void aRoleWideCutFromBeforeThereWasATagIsReadAsWell() {
    assertThat(RevocationDocuments.before(WITHOUT_TAG)).contains(BEFORE);
  }

  @Test
  void oneIsNotReadAsTheOther() {
    assertThat(RevocationDocuments.named(RevocationDocuments.everySessionBefore(BEFORE))).isEmpty();
    assertThat(RevocationDocuments.before(RevocationDocuments.grant(ONE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Deny | Allow",
        "\"Action\":\"*\" | \"Action\":\"s3:*\"",
        "\"Action\":\"*\" | \"NotAction\":\"s3:*\"",
        "\"Resource\":\"*\" | \"Resource\":\"arn:aws:s3:::*\"",
        "\"Condition\":{ | \"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"},",
        "StringLike | StringEquals",
        "aws:userid | aws:username",
        "DateLessThan | DateGreaterThan",
        "NumericLessThan | NumericGreaterThan",
        "aws:TokenIssueTime | aws:CurrentTime",
        "TidegateIssued | Tidegate",
        "2012-10-17\",\"Statement\":[ | 2012-10-17\",\"Statement\":["
            + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},",
        "} | ",
      })
  void whatSaysAnythingElseCutsNothing(String old, String fresh) {
    String text = fresh == null ? "" : fresh;
    for (String document :
        List.of(RevocationDocuments.grant(ONE), RevocationDocuments.grants(List.of(ONE)))) {
      assertThat(RevocationDocuments.named(document.replace(old, text)).isEmpty())
          .isEqualTo(document.contains(old));
    }
    String wide = RevocationDocuments.everySessionBefore(BEFORE);
    assertThat(RevocationDocuments.before(wide.replace(old, text)).isEmpty())
        .isEqualTo(wide.contains(old));
  }

  @Test
  void theDenyThatTheRunbookPutsByHandIsThisOne() throws IOException {
    String runbook = Files.readString(Path.of("..", "..", "docs", "runbook.md"));

    assertThat(runbook.replace("GRANT", ONE.text())).contains(RevocationDocuments.grant(ONE));
  }

  /// What keeps room for a role-wide cut is removed to make it.
  @Test
  void aRoleWideCutIsAsLongAtAnyTimeThatItIsMadeAt() {
    assertThat(RevocationDocuments.everySessionBefore(Instant.ofEpochSecond(1_000_000_000)))
        .hasSameSizeAs(RevocationDocuments.everySessionBefore(BEFORE));
  }
}
