package dev.tidegate.policytools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArnMatcherTest {
  private static final String BUCKET = "arn:${Partition}:s3:::${BucketName}";
  private static final String OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
  private static final String TABLE =
      "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}";
  private static final String STREAM =
      "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${Name}";

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::b, " + BUCKET,
    "arn:${partition}:s3:::b-*, " + BUCKET,
    "arn:aws:s3:::*, " + OBJECT,
    "arn:aws:s3:::b*, " + OBJECT,
    "arn:aws:s3:::b/${month}/*, " + OBJECT,
    "arn:${partition}:dynamodb:${region}:${account}:table/${table}, " + TABLE,
    "arn:aws:dynamodb:*:111111111111:table/orders*, " + TABLE,
    "arn:aws:dynamodb:eu-central-1:111111111111:t?ble/orders, " + TABLE,
    "arn:aws:logs:eu-central-1:111111111111:log-group:/aws/lambda/f:*, " + STREAM,
    "'*', " + TABLE
  })
  void aResourceCanBeOfTheKind(String resource, String arn) {
    assertThat(ArnMatcher.fits(resource, arn)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::b/*, " + BUCKET,
    "arn:aws:s3:::b, " + OBJECT,
    "arn:aws:s3:eu-central-1::b, " + BUCKET,
    "arn:aws:dynamodb:eu-central-1:111111111111:table/orders, " + BUCKET,
    "arn:${partition}:dynamodb:${region}:${account}:export/${table}, " + TABLE,
    "arn:aws:dynamodb:eu-central-1:111111111111:t?able/orders, " + TABLE,
    "arn:aws:logs:eu-central-1:111111111111:log-group:f, " + STREAM
  })
  void aResourceCannotBeOfTheKind(String resource, String arn) {
    assertThat(ArnMatcher.fits(resource, arn)).isFalse();
  }
}
