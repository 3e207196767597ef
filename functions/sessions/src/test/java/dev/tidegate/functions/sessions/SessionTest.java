package dev.tidegate.functions.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.Captured;
import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Fronts;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.FakeDocuments;
import dev.tidegate.core.access.FaultInjection;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.Visibility;
import dev.tidegate.core.access.WiredStore;
import dev.tidegate.core.access.grant.ConsoleSignIn;
import dev.tidegate.core.access.grant.SessionIssuer;
import dev.tidegate.core.access.store.InMemoryCaseStore;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.wire.api.ProblemCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
  private static final String CREDENTIALS = "POST /v1/grants/{id}/credentials";
  private static final String CONSOLE = "POST /v1/grants/{id}/console";
  private static final List<String> SECRETS =
      List.of("ASIAHUSHHUSHHUSHHUSH", "wJalr/hush+key", "FwoGZXIvYXdz/hush+token", "hush-sign-in");

  private final FaultInjection wire = new FaultInjection();
  private final InMemoryCaseStore store = new InMemoryCaseStore();
  private final Captured out = new Captured();
  private SamplePolicy policy = SamplePolicy.usual();
  private Instant now = Samples.T0;
  private SessionIssuer issuer = SessionTest::issued;
  private final ConsoleSignIn signIn =
      (_, _) ->
          URI.create("https://signin.aws.amazon.com/federation?SigninToken=" + SECRETS.get(3));
  private final Handler handler =
      new Handler(
          new WiredStore(store, wire),
          () -> wire.call("policy.current", () -> policy.load()),
          new FakeDocuments(),
          new Visibility(Samples.SECURITY),
          spec -> wire.call("sts.assumeRole", () -> issuer.issue(spec)),
          (credentials, account) ->
              wire.call("signin.getToken", () -> signIn.url(credentials, account)),
          Fronts.at(() -> now, out));
  private String grant = "";

  private static SessionIssuer.Outcome issued(SessionSpec spec) {
    return issued(spec, 41);
  }

  private static SessionIssuer.Outcome issued(SessionSpec spec, int packed) {
    return new SessionIssuer.Outcome.Issued(
        new Credentials(
            SECRETS.get(0), SECRETS.get(1), SECRETS.get(2), Samples.T0.plus(spec.lifetime())),
        packed);
  }

  @BeforeEach
  void aGrantIsActive() {
    Cases cases = new Cases(store, policy);
    grant = cases.active(Samples.id(1), now).text();
  }

  @Test
  void credentialsAreWhatCredentialProcessWants() {
    Answered answered = send(CREDENTIALS, Samples.ALICE).expect(200);

    assertThat(answered.body())
        .isEqualTo(
            Map.of(
                "Version", 1L,
                "AccessKeyId", SECRETS.get(0),
                "SecretAccessKey", SECRETS.get(1),
                "SessionToken", SECRETS.get(2),
                "Expiration", "2026-03-01T11:00:00Z"));
    assertThat(answered.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void theConsoleUrlIsGivenWithItsEnd() {
    Answered answered = send(CONSOLE, Samples.ALICE).expect(200);

    assertThat(answered.body())
        .isEqualTo(
            Map.of(
                "url", "https://signin.aws.amazon.com/federation?SigninToken=hush-sign-in",
                "expiresAt", "2026-03-01T11:00:00Z"));
  }

  @Test
  void expirationIsTheGrantsEndWhereTheSessionWouldLiveLonger() {
    issuer =
        spec ->
            new SessionIssuer.Outcome.Issued(
                new Credentials(
                    SECRETS.get(0),
                    SECRETS.get(1),
                    SECRETS.get(2),
                    Samples.T0.plus(spec.lifetime()).plusSeconds(900)),
                41);

    assertThat(send(CREDENTIALS, Samples.ALICE).expect(200).body())
        .containsEntry("Expiration", "2026-03-01T11:00:00Z");
    assertThat(send(CONSOLE, Samples.ALICE).expect(200).body())
        .containsEntry("expiresAt", "2026-03-01T11:00:00Z");
  }

  @Test
  void issuingIsTwoReadsOneWriteAndOneSession() {
    send(CREDENTIALS, Samples.ALICE).expect(200);
    assertThat(wire.calls())
        .containsExactly("store.load", "policy.current", "store.commit", "sts.assumeRole");

    wire.clear();
    send(CONSOLE, Samples.ALICE).expect(200);
    assertThat(wire.calls())
        .containsExactly(
            "store.load", "policy.current", "store.commit", "sts.assumeRole", "signin.getToken");
  }

  @Test
  void noSecretIsLoggedStoredOrPutInAnEvent() {
    send(CREDENTIALS, Samples.ALICE).expect(200);
    send(CONSOLE, Samples.ALICE).expect(200);
    String kept = out.text() + store.history(Samples.id(1)).orElseThrow();

    assertThat(kept)
        .contains("session.issued".replace('.', '_').toUpperCase(java.util.Locale.ROOT));
    for (String secret : SECRETS) {
      assertThat(kept).doesNotContain(secret);
    }
  }

  @Test
  void noSecretIsLoggedWhenItGoesWrongAfterwards() {
    wire.down("signin.getToken");

    Answered answered = send(CONSOLE, Samples.ALICE);

    answered.problem(ProblemCode.BUSY);
    for (String secret : SECRETS) {
      assertThat(out.text() + answered.raw()).doesNotContain(secret);
    }
  }

  @Test
  void aFullTokenIsWarnedOf() {
    issuer = spec -> issued(spec, 80);

    Answered answered = send(CREDENTIALS, Samples.ALICE).expect(200);

    assertThat(answered.header("Tidegate-Warning"))
        .isEqualTo("the session takes 80 % of what AWS allows");
    assertThat(out.lines().stream().filter(line -> "WARN".equals(line.get("level"))))
        .singleElement()
        .satisfies(line -> assertThat(line).containsEntry("packedPercent", 80L));
    issuer = spec -> issued(spec, 79);
    assertThat(send(CREDENTIALS, Samples.ALICE).header("Tidegate-Warning")).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheFigure() {
    issuer = _ -> new SessionIssuer.Outcome.TooPacked("policy and tags take 112 % of the token");

    Answered answered = send(CREDENTIALS, Samples.ALICE);

    answered
        .problem(ProblemCode.SESSION_TOO_LARGE)
        .error(
            "id",
            "a grant whose policy and tags fit into a session token",
            "split the entitlement into several with fewer permissions each");
    assertThat(answered.text("detail"))
        .isEqualTo("AWS does not take the session: policy and tags take 112 % of the token.");
  }

  @Test
  void anAccountThatIsNotPreparedIsToldInWordsAndCounted() {
    issuer = _ -> new SessionIssuer.Outcome.NotPrepared("sts:AssumeRole: AccessDenied");

    Answered answered = send(CREDENTIALS, Samples.ALICE);

    answered
        .problem(ProblemCode.ACCOUNT_NOT_PREPARED)
        .error(
            "id",
            "a grant in an account that is prepared",
            "tell whoever keeps the account, and try again: what was deployed just now may take"
                + " IAM minutes");
    assertThat(answered.text("detail"))
        .startsWith("The account orders-prod (222222222222) does not let Tidegate in;")
        .contains("infrastructure/target-account", "TidegateAccess")
        .doesNotContain(Samples.ORDERS_PROD.externalId());
    assertThat(out.lines().stream().filter(line -> "ERROR".equals(line.get("level"))))
        .singleElement()
        .satisfies(line -> assertThat(line).containsEntry("account", "222222222222"));
  }

  @Test
  void anotherPersonsGrantGivesNothing() {
    send(CREDENTIALS, Samples.BOB)
        .problem(ProblemCode.NOT_YOURS)
        .error("id", "a grant of your own", "submit a request of your own");
    Answered hidden = send(CREDENTIALS, Samples.DAVE).problem(ProblemCode.NOT_FOUND);
    grant = "g-zzzzzzzzzzzzzzzz";
    assertThat(send(CREDENTIALS, Samples.DAVE).problem(ProblemCode.NOT_FOUND).raw())
        .isEqualTo(hidden.raw());
    assertThat(wire.calls()).doesNotContain("sts.assumeRole");
  }

  @Test
  void theBodyDoesNotSayWhoseGrantItIs() {
    for (String field : new String[] {"requester", "sub", "roleArn", "duration"}) {
      Sent.to(CREDENTIALS)
          .as(Samples.BOB)
          .id(grant)
          .json(Map.of(field, Samples.ALICE.id().canonical()))
          .by(handler)
          .problem(ProblemCode.UNKNOWN_FIELD)
          .error(field, "no fields", "leave it out");
    }
    Sent.to(CREDENTIALS)
        .as(Samples.ALICE)
        .id(grant)
        .query("duration", "12h")
        .by(handler)
        .problem(ProblemCode.UNKNOWN_FIELD);
    assertThat(wire.calls()).isEmpty();
  }

  @Test
  void aGrantThatIsNotActiveYetGivesNothing() {
    grant = new Cases(store, policy).scheduled(Samples.id(2), now).text();

    Answered answered = send(CREDENTIALS, Samples.ALICE);

    answered
        .problem(ProblemCode.WRONG_STATE)
        .error(
            "id",
            "a grant of sessions that is Active; this one is Scheduled",
            "try again in a few seconds");
    assertThat(answered.text("detail"))
        .isEqualTo("The grant is Scheduled: the grant is not active yet: try again in a moment.");
  }

  @Test
  void aGrantWhoseTimeIsUpGivesNothingEvenBeforeItWasEnded() {
    now = Samples.T0.plus(Duration.ofHours(1)).minusMillis(1);
    send(CREDENTIALS, Samples.ALICE).expect(200);

    now = Samples.T0.plus(Duration.ofHours(1));
    send(CREDENTIALS, Samples.ALICE).problem(ProblemCode.WRONG_STATE);
  }

  @Test
  void aGrantThatIsEndingGivesNothing() {
    new Cases(store, policy).revoke(new GrantId(grant), now);

    send(CREDENTIALS, Samples.ALICE)
        .problem(ProblemCode.WRONG_STATE)
        .error(
            "id",
            "a grant of sessions that is Active; this one is Ending",
            "submit a new request if you still need access");
  }

  @Test
  void thePolicyInForceDecides() {
    policy = policy.without(SamplePolicy.ASK_A_LEAD);
    send(CREDENTIALS, Samples.ALICE).problem(ProblemCode.REFUSED);

    policy = SamplePolicy.usual();
    send(CREDENTIALS, Samples.ALICE).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g-", "r-0000000000000001", "../g-0000000000000001"})
  void anIdThatIsNoneIsNotFound(String id) {
    grant = id;
    send(CREDENTIALS, Samples.ALICE).problem(ProblemCode.NOT_FOUND);
  }

  @Test
  void whatAwsDeniesIsOurFaultAndTellsNothing() {
    issuer =
        _ -> {
          throw new Fault(Fault.Kind.DENIED, "TidegateAccess does not trust us");
        };

    Answered answered = send(CREDENTIALS, Samples.ALICE);

    answered.problem(ProblemCode.INTERNAL);
    assertThat(answered.raw()).doesNotContain("TidegateAccess").contains(Sent.REQUEST_ID);
  }

  private Answered send(String route, Principal who) {
    return Sent.to(route).as(who).id(grant).by(handler);
  }
}
