package dev.tidegate.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.cli.shell.CommandFailure;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {
  @ParameterizedTest(name = "{0} by {1} except {2} goes {3}")
  @CsvSource({
    "https://api.example/v1, http://proxy:3128, '', proxy:3128",
    "https://api.example/v1, proxy:3128, '', proxy:3128",
    "https://api.example/v1, http://proxy/, '', proxy:80",
    "https://api.example/v1, http://proxy:3128, 'x, api.example', direct",
    "https://api.example/v1, http://proxy:3128, .example, direct",
    "https://api.example/v1, http://proxy:3128, EXAMPLE, direct",
    "https://api.example/v1, http://proxy:3128, ample, proxy:3128",
    "https://api.example/v1, http://proxy:3128, *, direct",
    "https://api.example/v1, '', '', direct",
    "http://127.0.0.1:8080/v1, http://proxy:3128, '', direct",
  })
  void aProxyIsUsedAsTheEnvironmentSays(URI address, String proxy, String except, String way) {
    for (Map<String, String> environment :
        java.util.List.of(
            Map.of("HTTPS_PROXY", proxy, "NO_PROXY", except),
            Map.of("https_proxy", proxy, "no_proxy", except))) {
      java.net.Proxy chosen = new Proxies(environment).of(address);
      assertThat(
              chosen.address() instanceof java.net.InetSocketAddress at
                  ? at.getHostString() + ":" + at.getPort()
                  : "direct")
          .isEqualTo(way);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://alice:secret@proxy:3128", "http://", "a b"})
  void aProxyThatCannotBeUsedIsSaidWithoutItsValue(String proxy) {
    assertThatThrownBy(
            () -> new Proxies(Map.of("HTTPS_PROXY", proxy)).of(URI.create("https://api.example")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageNotContaining("secret");
  }
}
