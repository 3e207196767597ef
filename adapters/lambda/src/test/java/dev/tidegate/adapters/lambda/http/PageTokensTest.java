package dev.tidegate.adapters.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.paging.PageCursor;
import dev.tidegate.core.paging.PageRequest;
import dev.tidegate.wire.api.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokensTest {
  private static final List<String> LIST = List.of("requests", "mine", "iss|alice");
  private static final PageCursor CURSOR = new PageCursor("2026-03-01T10:00:00Z#r-0123");

  @Test
  void aTokenGoesOnInItsOwnList() {
    String token = PageTokens.write(LIST, CURSOR);

    assertThat(PageTokens.read(LIST, Optional.of("7"), Optional.of(token)))
        .isEqualTo(new Parsed.Ok<>(new PageRequest(7, Optional.of(CURSOR))));
    assertThat(token).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void aTokenOfAnotherListIsRefused() {
    String token = PageTokens.write(LIST, CURSOR);

    assertThat(code(List.of("requests", "mine", "iss|bob"), token))
        .isEqualTo(ProblemCode.INVALID_PAGE);
    assertThat(code(List.of("requests", "waiting", "iss|alice"), token))
        .isEqualTo(ProblemCode.INVALID_PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%%%", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", ""})
  void aTokenThatIsNotOursIsRefused(String token) {
    assertThat(code(LIST, token)).isEqualTo(ProblemCode.INVALID_PAGE);
  }

  @Test
  void aTokenThatWasChangedIsRefused() {
    String token = PageTokens.write(LIST, CURSOR);
    char last = token.charAt(token.length() - 2);
    String changed =
        token.substring(0, token.length() - 2)
            + (last == 'A' ? 'B' : 'A')
            + token.substring(token.length() - 1);

    assertThat(code(LIST, changed)).isEqualTo(ProblemCode.INVALID_PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "ten", "1.5", "9999999999", ""})
  void aLimitOutOfBoundsIsRefused(String limit) {
    assertThat(PageTokens.read(LIST, Optional.of(limit), Optional.empty()))
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad -> assertThat(bad.problem().code()).isEqualTo(ProblemCode.INVALID_FIELD));
  }

  @Test
  void oneToAHundredAreGivenAndFiftyByItself() {
    assertThat(PageTokens.read(LIST, Optional.of("1"), Optional.empty()))
        .isEqualTo(new Parsed.Ok<>(PageRequest.first(1)));
    assertThat(PageTokens.read(LIST, Optional.of("100"), Optional.empty()))
        .isEqualTo(new Parsed.Ok<>(PageRequest.first(100)));
    assertThat(PageTokens.read(LIST, Optional.empty(), Optional.empty()))
        .isEqualTo(new Parsed.Ok<>(PageRequest.first(50)));
  }

  private static ProblemCode code(List<String> list, String token) {
    Parsed<PageRequest> parsed = PageTokens.read(list, Optional.empty(), Optional.of(token));
    if (parsed instanceof Parsed.Bad<PageRequest>(Problem problem)) {
      return problem.code();
    }
    throw new AssertionError(parsed);
  }
}
