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
  void a_pattern_covers_what_it_matches_and_no_more(String wide, String narrow, boolean covers) {
    assertThat(Wildcards.covers(wide, narrow)).isEqualTo(covers);
  }

  @Test
  void of_two_that_cover_each_other_the_first_stays() {
    assertThat(
            Wildcards.uncovered(List.of("s3:GetObject", "s3:getobject", "s3:Get*", "s3:PutObject")))
        .containsExactly("s3:Get*", "s3:PutObject");
  }
}
