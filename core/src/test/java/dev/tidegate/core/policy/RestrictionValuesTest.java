package dev.tidegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestrictionValuesTest {
  @ParameterizedTest(name = "{0} takes {1}")
  @CsvSource({
    "StringLike, anything ${aws:userid}*",
    "ForAnyValue:StringEqualsIfExists, x",
    "NumericLessThan, 10",
    "NumericEquals, -0.5",
    "DateLessThan, 2026-12-24T18:00:00Z",
    "DateLessThan, 2026-12-24T18:00:00.5+01:00",
    "DateLessThan, 2026-12-24T18:00Z",
    "DateLessThan, 2026-02-28",
    "DateLessThan, 2024-02-29",
    "DateLessThan, 2026-02",
    "DateLessThan, 2026",
    "DateGreaterThanEquals, 1798761600",
    "Bool, true",
    "Null, false",
    "IpAddress, 203.0.113.9",
    "IpAddress, 203.0.113.0/24",
    "NotIpAddressIfExists, 2001:db8::/32",
    "IpAddress, ::1",
    "ArnLike, arn:aws:iam::*:role/x/*",
    "ArnLike, '*'",
    "ArnEquals, ${aws:PrincipalArn}",
    "BinaryEquals, QmluYXJ5",
  })
  void takes(String operator, String value) {
    assertThat(RestrictionValues.objection(operator, value)).isEmpty();
  }

  @ParameterizedTest(name = "{0} does not take {1}")
  @CsvSource({
    "NumericLessThan, ten",
    "NumericLessThan, 1e3",
    "NumericLessThan, ${aws:PrincipalTag/n}",
    "DateLessThan, tomorrow",
    "DateLessThan, 2026-02-29",
    "DateLessThan, 2026-13",
    "DateLessThan, 2026-12-24T24:00:00Z",
    "DateLessThan, 2026-12-24T18:60Z",
    "DateLessThan, 2026-12-24T18:00:61Z",
    "DateLessThan, 2026-12-24T18:00:00",
    "DateLessThan, 24.12.2026",
    "Bool, yes",
    "Bool, TRUE",
    "Null, null",
    "IpAddress, not-an-address",
    "IpAddress, 10.0.0.256",
    "IpAddress, 10.0.0.1/8",
    "IpAddress, 10.0.0.0/33",
    "NotIpAddressIfExists, 2001:db8::/129",
    "ForAllValues:ArnLikeIfExists, role/x",
    "ArnEquals, arn:aws:iam::role/x",
    "BinaryEquals, not base64",
  })
  void doesNotTake(String operator, String value) {
    assertThat(RestrictionValues.objection(operator, value)).isPresent();
  }
}
