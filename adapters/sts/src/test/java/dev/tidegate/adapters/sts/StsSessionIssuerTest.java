package dev.tidegate.adapters.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.grant.SessionIssuer;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.SourceIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StsSessionIssuerTest {
  private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";

  private final WireSts wire = new WireSts();
  private final StsSessionIssuer issuer = new StsSessionIssuer(wire.client());

  @AfterEach
  void stop() {
    wire.close();
  }

  @Test
  void aSessionCarriesTheGrantThePersonThePolicyAndTheTransitiveTag() {
    wire.session(12);

    issuer.issue(spec(Map.of("TidegateUse", "incident"), POLICY));

    assertThat(wire.calls()).hasSize(1);
    assertThat(wire.calls().getFirst())
        .containsEntry("Action", "AssumeRole")
        .containsEntry("RoleArn", "arn:aws:iam::222222222222:role/TidegateAccess")
        .containsEntry("RoleSessionName", "g-0000000000000001")
        .containsEntry("SourceIdentity", "alice.0123456789abcdef")
        .containsEntry("ExternalId", "an-external-id-of-22")
        .containsEntry("Policy", POLICY)
        .containsEntry("DurationSeconds", "1800")
        .containsEntry("Tags.member.1.Key", "TidegateGrant")
        .containsEntry("Tags.member.1.Value", "g-0000000000000001")
        .containsEntry("Tags.member.2.Key", "TidegateUse")
        .containsEntry("Tags.member.2.Value", "incident")
        .containsEntry("TransitiveTagKeys.member.1", "TidegateGrant")
        .doesNotContainKey("TransitiveTagKeys.member.2")
        .doesNotContainKey("PolicyArns.member.1.arn")
        .doesNotContainKey("PolicyArns");
  }

  /// The console takes no session of a role that was made with a length.
  @Test
  void theLongestSessionIsAskedForWithoutALength() {
    wire.session(12);
    SessionSpec spec = spec(Map.of(), POLICY);

    issuer.issue(
        new SessionSpec(
            spec.grant(),
            spec.account(),
            spec.roleName(),
            spec.requester(),
            spec.policy(),
            List.of(),
            spec.tags(),
            SessionSpec.LONGEST));

    assertThat(wire.calls().getFirst()).doesNotContainKey("DurationSeconds");
  }

  @Test
  void whenItWasIssuedIsATagThatGoesDownEveryChain() {
    wire.session(12);

    issuer.issue(spec(Map.of(SessionSpec.ISSUED, "1772359200", "TidegateUse", "incident"), POLICY));

    assertThat(wire.calls().getFirst())
        .containsEntry("Tags.member.2.Key", "TidegateIssued")
        .containsEntry("Tags.member.2.Value", "1772359200")
        .containsEntry("TransitiveTagKeys.member.1", "TidegateGrant")
        .containsEntry("TransitiveTagKeys.member.2", "TidegateIssued")
        .doesNotContainKey("TransitiveTagKeys.member.3");
  }

  @Test
  void managedPoliciesGoBesideThePolicyThatEnds() {
    wire.session(12);
    SessionSpec spec = spec(Map.of(), POLICY);

    issuer.issue(
        new SessionSpec(
            spec.grant(),
            spec.account(),
            spec.roleName(),
            spec.requester(),
            spec.policy(),
            List.of("arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::222222222222:policy/x"),
            spec.tags(),
            spec.lifetime()));

    assertThat(wire.calls().getFirst())
        .containsEntry("Policy", POLICY)
        .containsEntry("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess")
        .containsEntry("PolicyArns.member.2.arn", "arn:aws:iam::222222222222:policy/x");
  }

  @Test
  void theCredentialsAndThePackedSizeComeBack() {
    wire.session(81);

    SessionIssuer.Outcome outcome = issuer.issue(spec(Map.of(), POLICY));

    assertThat(outcome)
        .isEqualTo(
            new SessionIssuer.Outcome.Issued(
                new Credentials(
                    "ASIAKEY", "secret", "token", Instant.parse("2026-11-20T10:00:00Z")),
                81));
    assertThat(outcome.toString()).doesNotContain("secret").doesNotContain("token");
  }

  @Test
  void tooMuchForTheTokenIsAnAnswerWithItsFigure() {
    wire.error(
        400, "PackedPolicyTooLarge", "Packed size of policy consumes 117% of allotted space");
    assertThat(issuer.issue(spec(Map.of(), POLICY)))
        .isEqualTo(
            new SessionIssuer.Outcome.TooPacked(
                "policy and tags together take 117 % of the packed size that a session has"));

    wire.session(101);
    assertThat(issuer.issue(spec(Map.of(), POLICY)))
        .isInstanceOf(SessionIssuer.Outcome.TooPacked.class);

    wire.session(100);
    assertThat(issuer.issue(spec(Map.of(), POLICY)))
        .isInstanceOf(SessionIssuer.Outcome.Issued.class);
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "403, ExpiredToken, DENIED",
    "403, InvalidClientTokenId, DENIED",
    "403, RegionDisabledException, DENIED",
    "400, Throttling, BUSY",
    "503, ServiceUnavailable, BUSY",
    "500, InternalFailure, BUSY",
    "400, ValidationError, BROKEN",
    "400, MalformedPolicyDocument, BROKEN",
  })
  void anErrorOfAwsBecomesAFaultOfItsKind(int status, String code, Fault.Kind kind) {
    wire.error(status, code, "some words");

    assertThatThrownBy(() -> issuer.issue(spec(Map.of(), POLICY)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(code)
        .hasMessageContaining("q-1")
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(kind);
  }

  @Test
  void whatTheTargetDoesNotAllowIsNoFaultButTold() {
    wire.error(403, "AccessDenied", "User: x is not authorized to perform: sts:AssumeRole");

    assertThat(issuer.issue(spec(Map.of(), POLICY)))
        .isInstanceOfSatisfying(
            SessionIssuer.Outcome.NotPrepared.class,
            no -> assertThat(no.detail()).contains("role/TidegateAccess", "not authorized", "q-1"));
  }

  @Test
  void whatAwsQuotesOfAWrongSignatureIsNotRepeated() {
    wire.error(403, "SignatureDoesNotMatch", "canonical: x-amz-security-token:SECRET");

    assertThatThrownBy(() -> issuer.issue(spec(Map.of(), POLICY)))
        .isInstanceOf(Fault.class)
        .hasMessageNotContaining("SECRET")
        .hasNoCause();
  }

  @Test
  void noAnswerIsBusy() {
    wire.close();

    assertThatThrownBy(() -> issuer.issue(spec(Map.of(), POLICY)))
        .isInstanceOf(Fault.class)
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.BUSY);
  }

  @ParameterizedTest(name = "tag {0} = {1} fits: {2}")
  @CsvSource({
    "Ticket, OPS-1, true",
    "Ticket, '', true",
    "Ticket, a b_.:/=+-@c, true",
    "Ticket, a<b, false",
    "Ticket, a\"b, false",
    "aws:x, y, false",
    "tidegategrant, g-1, false",
    "Tick*et, y, false",
  })
  void aTagThatAwsWouldRefuseIsNotSent(String key, String value, boolean fits) {
    wire.session(1);
    SessionSpec spec = spec(Map.of(key, value), POLICY);

    if (fits) {
      assertThatCode(() -> issuer.issue(spec)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> issuer.issue(spec)).isInstanceOf(Fault.class);
      assertThat(wire.calls()).isEmpty();
    }
  }

  @Test
  void aTagValueOf256CharactersFitsAndOf257DoesNot() {
    wire.session(1);
    issuer.issue(spec(Map.of("k", "v".repeat(256)), POLICY));

    assertThatThrownBy(() -> issuer.issue(spec(Map.of("k", "v".repeat(257)), POLICY)))
        .isInstanceOf(Fault.class);
    assertThat(wire.calls()).hasSize(1);
  }

  @Test
  void fiftyTagsFitAndOneMoreDoesNot() {
    wire.session(1);
    TreeMap<String, String> tags = new TreeMap<>();
    for (int i = 0; i < 49; i++) {
      tags.put("k" + i, "v");
    }
    issuer.issue(spec(tags, POLICY));
    tags.put("k49", "v");

    assertThatThrownBy(() -> issuer.issue(spec(tags, POLICY))).isInstanceOf(Fault.class);
    assertThat(wire.calls()).hasSize(1);
  }

  @Test
  void aPolicyBeyondLatin1IsNotSent() {
    wire.session(1);
    issuer.issue(spec(Map.of(), POLICY.replace("2012", "é")));

    assertThatThrownBy(() -> issuer.issue(spec(Map.of(), POLICY.replace("2012", "→"))))
        .isInstanceOf(Fault.class);
    assertThat(wire.calls()).hasSize(1);
  }

  @Test
  void anAccountOfAnotherPartitionIsNotAsked() {
    wire.session(1);
    Account china =
        new Account(
            new Name("cn"),
            "333333333333",
            "aws-cn",
            "cn-north-1",
            "an-external-id-of-22",
            Map.of());

    assertThatThrownBy(() -> issuer.issue(spec(china, Map.of(), POLICY)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("aws-cn");
    assertThat(wire.calls()).isEmpty();
  }

  private static SessionSpec spec(Map<String, String> tags, String policy) {
    return spec(
        new Account(
            new Name("prod"),
            "222222222222",
            "aws",
            "eu-central-1",
            "an-external-id-of-22",
            Map.of()),
        tags,
        policy);
  }

  private static SessionSpec spec(Account account, Map<String, String> tags, String policy) {
    return new SessionSpec(
        new GrantId("g-0000000000000001"),
        account,
        "TidegateAccess",
        new SourceIdentity("alice.0123456789abcdef"),
        policy,
        List.of(),
        new TreeMap<>(tags),
        Duration.ofMinutes(30));
  }
}
