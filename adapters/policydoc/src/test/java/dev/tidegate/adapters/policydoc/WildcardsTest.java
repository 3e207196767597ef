package dev.tidegate.adapters.policydoc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {
  @ParameterizedTest(name = "{0} covers {1}: {2}")
  @CsvSource({
    "dynamodb:*, dynamodb:GetItem, true",
    "DynamoDB:*, dynamodb:getitem, true",
    "*, s3:GetObject, true",
    "s3:Get*, s3:GetObject, true",
    "s3:Get*, s3:Get*, true",
    "s3:*, s3:Get*, true",
    "s3:?etObject, s3:GetObject, true",
    "s3:*Object, s3:GetObject, true",
    "dynamodb:*, s3:GetObject, false",
    "s3:Get*, s3:*, false",
    "s3:Get*, s3:PutObject, false",
    "s3:?etObject, s3:*etObject, false",
    "s3:Get?, s3:Get*, false",
    "s3:GetObject, s3:GetObjectAcl, false",
    "s3:*Object, s3:GetObjectAcl, false",
  })
  void aPatternCoversWhatItMatchesAndNoMore(String wide, String narrow, boolean covers) {
    assertThat(Wildcards.coversAction(wide, narrow)).isEqualTo(covers);
  }

  @ParameterizedTest(name = "{0} covers {1}: {2}")
  @CsvSource({
    "*, arn:aws:s3:::b/*, true",
    "arn:aws:s3:::b/*, arn:aws:s3:::b/*, true",
    "arn:aws:s3:::b/*, arn:aws:s3:::b/x/y, true",
    "arn:aws:s3:::b/*, arn:aws:s3:::b/${aws:userid}/*, true",
    "arn:aws:s3:::b/x*, arn:aws:s3:::b/${aws:userid}/*, false",
    "arn:aws:s3:::b/?????????????, arn:aws:s3:::b/${aws:userid}, false",
    "arn:aws:s3:::b/*}, arn:aws:s3:::b/${aws:userid}, false",
    "arn:aws:s3:::b/${aws:userid}*, arn:aws:s3:::b/${aws:userid}/x, false",
    "arn:aws:logs:r:1:log-group:x:*, arn:aws:logs:r:1:log-group:x:log-stream:y, true",
    "arn:aws:x:*:1:t, arn:aws:x:r:1:t, true",
    "arn:aws:x:*:1:t, arn:aws:x::1:t, true",
    "arn:aws:x:*:t, arn:aws:x:r:1:t, false",
    "arn:aws:x:r:1:t/A*, arn:aws:x:r:1:t/ab, false",
    "arn:aws:x:r:1:t/a?, arn:aws:x:r:1:t/ab, true",
    "arn:aws:x:r:1:t/ab, arn:aws:x:r:1:t/a?, false",
    "arn:aws:x:r:*, arn:aws:x:r:1:t, false",
  })
  void aResourceCoversPartByPart(String wide, String narrow, boolean covers) {
    assertThat(Wildcards.coversResource(wide, narrow)).isEqualTo(covers);
  }

  @Test
  void ofTwoThatCoverEachOtherTheFirstStays() {
    assertThat(
            Wildcards.uncoveredActions(
                List.of("s3:GetObject", "s3:getobject", "s3:Get*", "s3:PutObject")))
        .containsExactly("s3:Get*", "s3:PutObject");
  }
}
