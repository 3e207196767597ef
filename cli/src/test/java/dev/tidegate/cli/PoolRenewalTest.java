package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Cognito pool renews without giving a new refresh token; the old one is kept.
final class PoolRenewalTest {
  @Test
  void aPoolsRefreshTokenIsUsedAgainAndAgain(@TempDir Path home) {
    try (FakeIssuer issuer = new FakeIssuer();
        World world = new World(home)) {
      world.environment.clear();
      world.typed.add(FakeIssuer.PASSWORD);
      world.on("GET /v1/requests", 200, "{\"items\":[]}");
      world.run(
          "login",
          "--api",
          world.api.address().toString(),
          "--client-id",
          FakeIssuer.CLIENT,
          "--cognito-endpoint",
          issuer.issuer().toString(),
          "--password-stdin",
          "--user",
          "alice");

      for (int hour = 1; hour <= 3; hour++) {
        world.now = World.NOON.plus(Duration.ofHours(hour));
        assertThat(world.run("list").code()).isZero();
        assertThat(world.api.asked().getLast().headers())
            .containsEntry("authorization", "Bearer " + issuer.lastAccess());
      }
      assertThat(World.read(world.tokens())).contains("pool-refresh");
    }
  }
}
