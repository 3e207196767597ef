package dev.tidegate.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.principal.CallContext;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PrincipalItemsTest {
  private static final Principal ALICE =
      new Principal(
          new PrincipalId("https://id.example.com", "1"),
          "alice",
          new TreeSet<>(Set.of(new Group("orders-dev"))));

  @Test
  void theCircumstancesOfACallAreReadBack() {
    Principal alice =
        ALICE.in(
            new CallContext(
                Instant.parse("2026-03-01T10:00:00Z"),
                true,
                Optional.of(Instant.parse("2026-03-01T09:59:30Z")),
                Optional.of(InetAddress.ofLiteral("2001:db8::7")),
                new TreeMap<>(
                    Map.of(
                        "oncall",
                        new TreeSet<>(Set.of("orders", "billing")),
                        "none",
                        new TreeSet<>()))));

    assertThat(read(PrincipalItems.write(alice))).isEqualTo(alice);
  }

  @Test
  void whatWasNotKnownIsReadBackAsNotKnown() {
    Principal alice =
        ALICE.in(
            new CallContext(
                Instant.parse("2026-03-01T10:00:00Z"),
                false,
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>()));

    assertThat(read(PrincipalItems.write(alice))).isEqualTo(alice);
  }

  @Test
  void somebodyFromBeforeCircumstancesWereKeptIsRead() {
    Map<String, AttributeValue> before = PrincipalItems.write(ALICE);

    assertThat(before).doesNotContainKey("call");
    assertThat(read(before)).isEqualTo(ALICE);
  }

  private static Principal read(Map<String, AttributeValue> map) {
    return PrincipalItems.read(new Item("item", map));
  }
}
