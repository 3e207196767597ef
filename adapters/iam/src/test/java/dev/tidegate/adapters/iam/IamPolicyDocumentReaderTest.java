package dev.tidegate.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.drift.PolicyDocumentReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IamPolicyDocumentReaderTest {
  private static final String GIVEN =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],
       "Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"],
       "Condition":{"DateLessThan":{"aws:CurrentTime":"2026-11-20T10:00:00Z"}}}]}
      """;
  private static final String REGROUPED =
      """
      {"Version": "2012-10-17", "Id": "x", "Statement": [
        {"Sid": "one", "Effect": "Allow", "Action": "S3:putobject", "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::a/*"],
         "Condition": {"DateLessThan": {"AWS:CurrentTime": ["2026-11-20T10:00:00Z"]}}},
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::a/*",
         "Condition": {"DateLessThan": {"aws:CurrentTime": "2026-11-20T10:00:00Z"}}},
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::b/*",
         "Condition": {"DateLessThan": {"aws:CurrentTime": "2026-11-20T10:00:00Z"}}}]}
      """;

  private final PolicyDocumentReader reader = new IamPolicyDocumentReader();

  @Test
  void howItIsWrittenSaysNothing() {
    assertThat(reader.same(GIVEN, REGROUPED)).isTrue();
    assertThat(reader.same(REGROUPED, GIVEN)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Allow | Deny",
        "s3:PutObject | s3:*",
        "\"Action\" | \"NotAction\"",
        "\"Resource\" | \"NotResource\"",
        "arn:aws:s3:::b/* | *",
        "arn:aws:s3:::b/* | arn:aws:s3:::B/*",
        "10:00:00Z | 10:00:01Z",
        "DateLessThan | DateGreaterThan",
        "aws:CurrentTime | aws:TokenIssueTime",
        "\"Condition\":{ | \"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"},",
        "\"Statement\":[ |"
            + " \"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},",
        "\"Effect\":\"Allow\" | \"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"}",
      })
  void eachThingThatItSaysCounts(String old, String fresh) {
    String other = GIVEN.replace(old, fresh);
    assertThat(other).isNotEqualTo(GIVEN);
    assertThat(reader.same(GIVEN, other)).isFalse();
    assertThat(reader.same(other, GIVEN)).isFalse();
  }

  @Test
  void aStatementWithoutItsConditionIsAnother() {
    String unending = GIVEN.replaceAll(",\\s*\"Condition\".*\"}}", "");
    assertThat(reader.inWords(unending)).endsWith("without an end");
    assertThat(reader.same(GIVEN, unending)).isFalse();
  }

  @Test
  void whatCannotBeReadIsTheSameAsItselfAlone() {
    assertThat(reader.same("{", "{")).isTrue();
    assertThat(reader.same("{", "{}")).isFalse();
    assertThat(reader.same(GIVEN, "{")).isFalse();
    assertThat(reader.inWords("{")).isEqualTo("nothing that is a policy");
  }

  @Test
  void theGistIsShortAndHoldsNoValuesOfConditions() {
    assertThat(reader.inWords(Laptop.allow("*"))).isEqualTo("Allow * on * without an end");
    assertThat(reader.inWords(GIVEN))
        .isEqualTo(
            "Allow s3:getobject, s3:putobject on arn:aws:s3:::a/*, arn:aws:s3:::b/* until"
                + " 2026-11-20T10:00:00Z");
    assertThat(
            reader.inWords(
                GIVEN.replace("\"s3:GetObject\"", "\"s3:A\",\"s3:B\",\"s3:C\",\"s3:D\"")))
        .startsWith("Allow s3:a, s3:b, s3:c and 2 more on");
    assertThat(reader.inWords(GIVEN.replace("arn:aws:s3:::a/*", "x".repeat(500))))
        .hasSizeLessThanOrEqualTo(200)
        .endsWith(" ...");
    assertThat(
            reader.inWords(
                GIVEN
                    .replace("DateLessThan", "StringEquals")
                    .replace("aws:CurrentTime", "aws:username")))
        .endsWith("without an end")
        .doesNotContain("2026");
  }

  @Test
  void tidegatesOwnDeniesCutAndNothingElseDoes() {
    assertThat(reader.cuts(RevocationDocuments.grant(Given.grant(1)))).isTrue();
    assertThat(reader.cuts(RevocationDocuments.grants(List.of(Given.grant(1))))).isTrue();
    assertThat(reader.cuts(RevocationDocuments.everySessionBefore(Instant.EPOCH))).isTrue();
    assertThat(reader.cuts(Laptop.allow("*"))).isFalse();
    assertThat(reader.cuts("{}")).isFalse();
  }
}
