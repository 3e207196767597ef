package dev.tidegate.core.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.access.FakeCompacts;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.InMemoryAuditLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is pushed is loaded from its compact form where there is one to trust, and else from its
/// file.
class CurrentPolicyTest {
  private static final Group ADMINS = new Group("admins");
  private static final Principal ADA = Samples.person("ada", ADMINS);
  private static final byte[] ONE = "one".getBytes(StandardCharsets.UTF_8);
  private static final PolicyHash HASH = PolicyHash.of(ONE);

  private final InMemoryPolicyVersions versions = new InMemoryPolicyVersions();
  private final List<String> doubts = new ArrayList<>();
  private int parses;

  @Test
  void aCompactFormIsReadInsteadOfTheFile() {
    push(1);
    CurrentPolicy policies = policies(1);

    assertThat(policies.current().rules()).isEqualTo(SamplePolicy.usual().rules());
    assertThat(policies.current().hash()).isEqualTo(HASH);
    assertThat(parses).isZero();
    assertThat(doubts).isEmpty();
  }

  @Test
  void anotherReleasesFormIsLeftAloneAndTheFileRead() {
    push(1);
    lose();

    assertThat(policies(3).current().rules()).isEmpty();
    assertThat(parses).isEqualTo(1);
    assertThat(doubts).isEmpty();
  }

  /// A parser that has become stricter would refuse the policy that is in force.
  @Test
  void theFormOfTheReleaseBeforeIsRead() {
    push(1);

    assertThat(policies(2).current().rules()).isEqualTo(SamplePolicy.usual().rules());
    assertThat(parses).isZero();
    assertThat(doubts).isEmpty();
  }

  @Test
  void aVersionWithoutACompactFormIsReadFromItsFile() {
    AuditEvent event =
        AuditEvent.after(
            ChainHead.START, "policy", Samples.T0, EventType.POLICY_PUSHED, ADA.actor(), Map.of());
    versions.makeCurrent(
        new PolicyVersions.Version(1, HASH, Samples.T0, "ada", Optional.empty(), event.head()),
        ONE,
        Optional.empty(),
        Optional.empty(),
        event);

    assertThat(policies(1).current().rules()).isEmpty();
    assertThat(doubts).isEmpty();
  }

  @Test
  void aCompactFormThatIsGoneIsToldAndTheFileDecides() {
    push(1);
    lose();

    assertThat(policies(1).current().rules()).isEmpty();
    assertThat(doubts).containsExactly(HASH.hex() + ": its compact form is gone");
  }

  @Test
  void aCompactFormOfAnotherHashIsNeverReadButToldAndTheFileDecides() {
    push(1);
    versions.damage(versions.current().orElseThrow(), "form 1 ".getBytes(StandardCharsets.UTF_8));

    assertThat(policies(1).current().rules()).isEmpty();
    assertThat(doubts).containsExactly(HASH.hex() + ": its compact form is not what was pushed");
  }

  @Test
  void aCompactFormThatCannotBeReadIsToldAndTheFileDecides() {
    push(new FakeCompacts(3), 1);

    assertThat(policies(1).current().rules()).isEmpty();
    assertThat(doubts).containsExactly(HASH.hex() + ": its compact form cannot be read");
  }

  @Test
  void withNeitherAFormToTrustNorAGoodFileNothingIsDecided() {
    push(1);
    lose();
    CurrentPolicy policies =
        new CurrentPolicy(
            versions,
            _ ->
                new PolicyParser.Result.Invalid(
                    List.of(new PolicyParser.Finding(1, 1, "empty", "nothing there"))),
            new FakeCompacts(1),
            (hash, why) -> doubts.add(why));

    assertThatThrownBy(policies::current)
        .isInstanceOf(Fault.class)
        .hasMessage("policy " + HASH.hex() + " no longer loads: nothing there");
  }

  @Test
  void theEventOfAPushNamesTheCompactForm() {
    push(1);

    PolicyVersions.Compact compact = versions.current().orElseThrow().compact().orElseThrow();
    assertThat(versions.history(PageRequest.first(1)).items().getFirst().details())
        .containsEntry("hash", HASH.hex())
        .containsEntry("compact", "1:" + compact.sha256());
  }

  @Test
  void theSameFileIsANewVersionOnlyToAReleaseWithAnotherForm() {
    push(1);
    push(1);
    assertThat(versions.current().orElseThrow().number()).isEqualTo(1);

    push(2);

    PolicyVersions.Version second = versions.current().orElseThrow();
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.hash()).isEqualTo(HASH);
    assertThat(policies(2).current().rules()).isNotEmpty();
    assertThat(parses).isZero();
  }

  private void lose() {
    versions.lose(versions.current().orElseThrow());
  }

  private CurrentPolicy policies(int form) {
    parses = 0;
    return new CurrentPolicy(
        versions,
        this::parse,
        new FakeCompacts(form),
        (hash, why) -> doubts.add(hash.hex() + ": " + why));
  }

  private void push(int form) {
    push(new FakeCompacts(form), form);
  }

  /// Pushes with what `writer` writes, under the number of a form.
  private void push(FakeCompacts writer, int form) {
    CompactPolicies compacts =
        new CompactPolicies() {
          @Override
          public int form() {
            return form;
          }

          @Override
          public boolean reads(int other) {
            return writer.reads(other);
          }

          @Override
          public Optional<byte[]> write(Policy policy) {
            return writer.write(policy);
          }

          @Override
          public Optional<Policy> read(byte[] compact, PolicyHash hash) {
            return writer.read(compact, hash);
          }
        };
    PushPolicy push =
        new PushPolicy(versions, this::parse, compacts, ADMINS, new InMemoryAuditLog("policies"));
    assertThat(push.push(ADA, ONE, Optional.empty(), "", Samples.T0))
        .isInstanceOf(PushPolicy.Outcome.Current.class);
  }

  /// A file that holds nothing, unlike what the compact form is read as.
  private PolicyParser.Result parse(byte[] file) {
    parses++;
    return new PolicyParser.Result.Valid(
        new Policy(PolicyHash.of(file), Map.of(), Map.of(), List.of()));
  }
}
