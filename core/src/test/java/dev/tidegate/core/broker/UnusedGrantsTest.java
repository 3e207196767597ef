package dev.tidegate.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.audit.EventType;
import dev.tidegate.core.audit.activity.ActivityRecord;
import dev.tidegate.core.audit.activity.ActivitySummary;
import dev.tidegate.core.audit.activity.Usage;
import dev.tidegate.core.grant.Cut;
import dev.tidegate.core.grant.GrantId;
import dev.tidegate.core.request.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Grants never used, and what of a grant was not.
class UnusedGrantsTest {
  private static final RequestId ID = Samples.id(1);
  private static final GrantId GRANT = GrantId.of(ID);
  private static final Instant ENDED = Samples.T0.plusSeconds(3660);
  private static final Instant LATER = ENDED.plus(DecideUnused.AFTER);

  private final InMemoryCaseStore cases = new InMemoryCaseStore();
  private final InMemoryActivityStore store = new InMemoryActivityStore();
  private final DecideUnused verb = new DecideUnused(cases, store);

  @Test
  void a_grant_that_issued_no_session_was_never_used() {
    Story.active(ID).timeUp().ended(new Cut.Nothing()).in(cases);

    assertThat(decided()).containsExactly("no-session");
  }

  @Test
  void a_grant_that_has_not_ended_is_not_decided_on() {
    Story.active(ID).in(cases);

    assertThat(decided()).isEmpty();
  }

  @Test
  void a_session_that_was_seen_to_be_made_and_did_nothing_was_not_used() {
    Story.active(ID).issued().timeUp().ended(new Cut.Nothing()).in(cases);
    seen(Deeds.issued(GRANT, "e-1", Samples.T0));

    assertThat(decided()).containsExactly("no-call-seen");
  }

  @Test
  void a_session_that_did_something_was_used_even_if_refused() {
    Story.active(ID).issued().timeUp().ended(new Cut.Nothing()).in(cases);
    seen(
        Deeds.issued(GRANT, "e-1", Samples.T0),
        Deeds.answered(
            Deeds.call(GRANT, "e-2", "dynamodb:GetItem", Samples.T0),
            ActivityRecord.Outcome.REFUSED));

    assertThat(decided()).isEmpty();
  }

  @Test
  void where_not_even_the_making_of_a_session_was_seen_nothing_is_said() {
    Story.active(ID).issued().timeUp().ended(new Cut.Nothing()).in(cases);

    assertThat(decided()).isEmpty();
  }

  @Test
  void it_is_decided_two_hours_after_the_end_and_once() {
    Story.active(ID).timeUp().ended(new Cut.Nothing()).in(cases);
    verb.remember(GRANT, ENDED);

    assertThat(verb.decide(LATER.minusSeconds(1)).grants()).isZero();
    assertThat(verb.decide(LATER)).isEqualTo(new DecideUnused.Report(1, 1));
    assertThat(verb.decide(LATER)).isEqualTo(new DecideUnused.Report(0, 0));
    verb.remember(GRANT, ENDED);
    verb.decide(LATER);
    assertThat(outcomes()).hasSize(1);
  }

  @Test
  void what_was_given_is_held_against_what_was_done() {
    ActivitySummary summary =
        ActivitySummary.NONE
            .plus(Deeds.call(GRANT, "1", "dynamodb:Query", Samples.T0))
            .plus(Deeds.call(GRANT, "2", "dynamodb:Query", Samples.T0))
            .plus(Deeds.call(GRANT, "3", "sts:GetCallerIdentity", Samples.T0))
            .plus(Deeds.issued(GRANT, "5", Samples.T0))
            .plus(
                Deeds.answered(
                    Deeds.call(GRANT, "4", "dynamodb:GetItem", Samples.T0),
                    ActivityRecord.Outcome.REFUSED));

    Usage usage = Usage.of(Samples.permissions(), summary);

    assertThat(usage.used()).isEqualTo(Map.of("dynamodb:Query", 2));
    assertThat(usage.notSeen()).containsExactly("dynamodb:GetItem", "dynamodb:ListTables");
    assertThat(usage.further()).containsExactly("sts:GetCallerIdentity");
  }

  @Test
  void activity_is_shown_to_those_who_see_the_request() {
    Story.active(ID).issued().in(cases);
    seen(Deeds.call(GRANT, "e-1", "dynamodb:Query", Samples.T0));
    ReadActivity read = new ReadActivity(cases, new Visibility(Samples.SECURITY), store);

    assertThat(read.show(Samples.ALICE, GRANT).orElseThrow().timeline().records()).hasSize(1);
    assertThat(read.show(Samples.BOB, GRANT)).isPresent();
    assertThat(read.show(Samples.SAM, GRANT)).isPresent();
    assertThat(read.show(Samples.DAVE, GRANT)).isEmpty();
    assertThat(read.show(Samples.SAM, GrantId.of(Samples.id(2)))).isEmpty();
  }

  private List<String> decided() {
    verb.remember(GRANT, ENDED);
    verb.decide(LATER);
    return outcomes();
  }

  private List<String> outcomes() {
    return cases.history(ID).orElseThrow().events().stream()
        .filter(event -> event.type() == EventType.ACTIVITY_UNUSED)
        .map(event -> event.details().getOrDefault("outcome", ""))
        .toList();
  }

  private void seen(ActivityRecord... records) {
    new RecordActivity(cases, store, (entries, actor, now) -> {}, Deeds.BROKER)
        .record(Deeds.session(GRANT), List.of(records), LATER);
  }
}
