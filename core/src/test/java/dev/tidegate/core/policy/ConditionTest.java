package dev.tidegate.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.CallContext;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final PrincipalId ALICE = new PrincipalId("https://id.example.com", "alice");

  @Test
  void groupIsMetByOneOfThemAndNamesThoseYouAreIn() {
    Condition groups = new Condition.InGroup(groups("ops", "dev"));

    looks(groups, situation(UNKNOWN), "you are in dev");
    looksNot(
        new Condition.InGroup(groups("ops", "qa")), situation(UNKNOWN), "you are not in ops or qa");
  }

  @Test
  void useIsOneOfThoseGiven() {
    looks(
        new Condition.ForUse(Set.of(Use.INCIDENT)),
        situation(UNKNOWN),
        "the use is one of incident");
    looksNot(
        new Condition.ForUse(Set.of(Use.HOTFIX, Use.VERIFICATION)),
        situation(UNKNOWN),
        "use: one of hotfix, verification expected");
  }

  @Test
  void durationIsMetToTheMinute() {
    looks(new Condition.NoLongerThan(span("1h")), situation(UNKNOWN), "the duration is within 1h");
    looksNot(
        new Condition.NoLongerThan(span("59m")),
        situation(UNKNOWN),
        "duration: at most 59m expected; ask for less");
  }

  @Test
  void ticketMatchesAsAWhole() {
    looks(ticket("OPS-[0-9]+"), situation(UNKNOWN), "the ticket has the form OPS-[0-9]+");
    looksNot(
        ticket("OPS-[0-9]"),
        situation(UNKNOWN),
        "ticket: a ticket that matches OPS-[0-9] expected");
  }

  @Test
  void accountHasEveryLabel() {
    looks(labels(Map.of("env", "prod")), situation(UNKNOWN), "the account has env=prod");
    looksNot(
        labels(Map.of("env", "prod", "team", "other")),
        situation(UNKNOWN),
        "account: an account with env=prod, team=other expected");
  }

  @Test
  void accountIsInTheUnitOrBelowIt() {
    looks(new Condition.InUnit("/prod"), situation(UNKNOWN), "the account is within /prod");
    looks(
        new Condition.InUnit("/prod/orders"),
        situation(UNKNOWN),
        "the account is within /prod/orders");
    looksNot(
        new Condition.InUnit("/pro"),
        situation(UNKNOWN),
        "account: an account within /pro expected");
    looksNot(
        new Condition.InUnit("/prod/orders/eu"),
        situation(UNKNOWN),
        "account: an account within /prod/orders/eu expected");
    Account nowhere =
        new Account(new Name("a"), "111111111111", "aws", "eu-central-1", "tide-1", Map.of());
    assertThat(nowhere.within("/prod")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "true,2026-03-02T09:00:00Z,true",
    "true,2026-03-02T08:59:59Z,false",
    "false,2026-03-02T09:59:00Z,false",
    "true,2026-03-02T10:00:01Z,false"
  })
  void mfaIsASecondFactorThatIsNotTooOld(boolean mfa, Instant signedIn, boolean met) {
    CallContext call =
        new CallContext(NOW, mfa, Optional.of(signedIn), Optional.empty(), new TreeMap<>());

    assertThat(new SecondFactor(Optional.of(Duration.ofHours(1))).met(situation(call)))
        .isEqualTo(met);
  }

  /// The approver may take a day: what counts is how old the sign-in was when access was asked for.
  @Test
  void mfaDoesNotAgeWhileApproversThink() {
    CallContext call =
        new CallContext(
            NOW, true, Optional.of(NOW.minusSeconds(60)), Optional.empty(), new TreeMap<>());
    DecisionContext later =
        new DecisionContext(alice(call), ask(), ACCOUNT, NOW.plus(Duration.ofDays(1)));

    assertThat(new SecondFactor(Optional.of(Duration.ofHours(1))).met(later)).isTrue();
  }

  @Test
  void mfaWithoutATimeOfSignInIsNotARecentOne() {
    CallContext call =
        new CallContext(NOW, true, Optional.empty(), Optional.empty(), new TreeMap<>());

    assertThat(new SecondFactor(Optional.empty()).met(situation(call))).isTrue();
    looksNot(
        new SecondFactor(Optional.of(Duration.ofMinutes(90))),
        situation(call),
        "mfa: a sign-in with a second factor at most 1h30m ago expected; sign in again: tidegate"
            + " login --mfa");
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,true",
    "10.255.255.255,true",
    "11.0.0.0,false",
    "9.255.255.255,false",
    "192.0.2.129,true",
    "192.0.2.127,false",
    "2001:db8:1::1,true",
    "2001:db9::1,false",
    "::ffff:10.1.2.3,true"
  })
  void networkHoldsTheAddressOfTheCall(String address, boolean met) {
    Network network =
        new Network(List.of(range("10.0.0.0/8"), range("192.0.2.128/25"), range("2001:db8::/32")));
    CallContext call =
        new CallContext(
            NOW,
            false,
            Optional.empty(),
            Optional.of(InetAddress.ofLiteral(address)),
            new TreeMap<>());

    assertThat(network.met(situation(call))).isEqualTo(met);
  }

  @Test
  void networkOfACallFromNowhereIsNone() {
    looksNot(
        new Network(List.of(range("0.0.0.0/0"))),
        situation(UNKNOWN),
        "network: a call from 0.0.0.0/0 expected; you call from an unknown address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10.0.0/8",
        "example.com/8",
        "::/129",
        "::1/64",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "010.0.0.0/8/8",
        "fe80::1%eth0/64"
      })
  void networkIsWrittenExactly(String text) {
    assertThat(Network.Range.parse(text)).isEmpty();
  }

  @Test
  void onCallIsWhatTheClaimTheGroupOrTheRotaSays() {
    CallContext call =
        new CallContext(
            NOW,
            false,
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of("oncall", new TreeSet<>(Set.of("orders")))));

    looks(
        new OnCall(new OnCall.Source.Claim("oncall", new TreeSet<>(Set.of("orders")))),
        situation(call),
        "on-call: being on call by the claim oncall (orders), which you are");
    looksNot(
        new OnCall(new OnCall.Source.Claim("oncall", new TreeSet<>(Set.of("billing")))),
        situation(call),
        "on-call: being on call by the claim oncall (billing) expected");
    assertThat(new OnCall(new OnCall.Source.Members(groups("dev"))).met(situation(UNKNOWN)))
        .isTrue();
    assertThat(new OnCall(new OnCall.Source.Members(groups("ops"))).met(situation(UNKNOWN)))
        .isFalse();
    assertThat(new OnCall(new OnCall.Source.Turn(rota(ALICE))).met(situation(UNKNOWN))).isTrue();
    looksNot(
        new OnCall(
            new OnCall.Source.Turn(rota(new PrincipalId("https://other.example.com", "alice")))),
        situation(UNKNOWN),
        "on-call: being on call by the rota orders expected");
  }

  private static final CallContext UNKNOWN = CallContext.UNKNOWN;
  private static final Account ACCOUNT =
      new Account(
          new Name("prod"),
          "222222222222",
          "aws",
          "eu-central-1",
          "tide-1",
          Map.of("env", "prod", "team", "orders"),
          Optional.of("/prod/orders"));

  private static void looks(Condition condition, DecisionContext in, String text) {
    assertThat(condition.met(in)).isTrue();
    assertThat(said(condition, in)).isEqualTo(text);
  }

  private static void looksNot(Condition condition, DecisionContext in, String text) {
    assertThat(condition.met(in)).isFalse();
    assertThat(said(condition, in)).isEqualTo(text);
  }

  private static String said(Condition condition, DecisionContext in) {
    return ReasonText.of(Reason.OfCondition.of(new Name("rule"), Reason.By.RULE, condition, in));
  }

  private static DecisionContext situation(CallContext call) {
    return new DecisionContext(alice(call), ask(), ACCOUNT, NOW);
  }

  private static Principal alice(CallContext call) {
    return new Principal(ALICE, "alice", groups("dev"), call);
  }

  private static RequestedAccess ask() {
    return new RequestedAccess(
        new Name("read"), new TreeMap<>(), span("1h"), Use.INCIDENT, Optional.of("OPS-12"), "why");
  }

  private static Condition ticket(String pattern) {
    return new Condition.TicketLike(Pattern.compile(pattern));
  }

  private static Condition labels(Map<String, String> labels) {
    return new Condition.AccountLabels(new TreeMap<>(labels));
  }

  private static Network.Range range(String text) {
    return Network.Range.parse(text).orElseThrow();
  }

  private static Rota rota(PrincipalId person) {
    return new Rota(
        new Name("orders"),
        ZoneId.of("UTC"),
        LocalDateTime.parse("2026-01-05T09:00"),
        7,
        List.of(person),
        List.of());
  }

  private static AccessDuration span(String text) {
    return AccessDuration.parse(text).orElseThrow();
  }

  private static SortedSet<Group> groups(String... names) {
    SortedSet<Group> groups = new TreeSet<>();
    for (String name : names) {
      groups.add(new Group(name));
    }
    return groups;
  }
}
