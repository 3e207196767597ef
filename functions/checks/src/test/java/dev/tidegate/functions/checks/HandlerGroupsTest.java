package dev.tidegate.functions.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.core.principal.Group;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlerGroupsTest {
  @Test
  void adminsAndSecurityMayAsk() {
    assertThat(groups("admins", "security"))
        .containsExactlyInAnyOrder(new Group("admins"), new Group("security"));
  }

  @Test
  void oneGroupMayBeBoth() {
    assertThat(groups("platform", "platform")).containsExactly(new Group("platform"));
  }

  private static Iterable<Group> groups(String admins, String security) {
    return Handler.groups(
        new Env(Map.of("TIDEGATE_ADMIN_GROUP", admins, "TIDEGATE_SECURITY_GROUP", security)));
  }
}
