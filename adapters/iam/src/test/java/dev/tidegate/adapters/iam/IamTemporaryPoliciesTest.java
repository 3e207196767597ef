package dev.tidegate.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.fault.Fault;
import org.junit.jupiter.api.Test;

class IamTemporaryPoliciesTest {
  private final FakeIam iam = new FakeIam();
  private final FakeSts sts = new FakeSts();
  private final IamTemporaryPolicies temporary = new IamTemporaryPolicies(sts, iam);

  @Test
  void attachingTwiceLeavesOnePolicyNamedAfterTheGrant() {
    iam.role("ci");

    temporary.attach(Given.temporary(1), "{\"a\":1}");
    temporary.attach(Given.temporary(1), "{\"a\":1}");

    assertThat(iam.policies("ci")).containsOnlyKeys("Tidegate-g-0000000000000001");
    assertThat(sts.calls.getFirst().roleArn())
        .isEqualTo("arn:aws:iam::222222222222:role/TidegateAttacher");
  }

  @Test
  void aRoleThatIsMissingFullOrUntaggedIsARefusal() {
    refuses("does not exist");

    iam.role("ci");
    iam.fill("ci", 5);
    refuses("no room");

    iam.policies("ci").clear();
    iam.untagged.add("ci");
    refuses("AccessDenied");
  }

  private void refuses(String why) {
    assertThatThrownBy(() -> temporary.attach(Given.temporary(1), "{\"a\":1}"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(why)
        .extracting(fault -> ((Fault) fault).kind())
        .isEqualTo(Fault.Kind.DENIED);
  }
}
