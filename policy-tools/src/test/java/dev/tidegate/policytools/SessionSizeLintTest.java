package dev.tidegate.policytools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapters.policydoc.IamPolicyDocuments;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What lint says of sizes against the documents that would be issued.
class SessionSizeLintTest {
  private static final Instant END = Instant.parse("2026-11-20T10:00:00Z");
  private static final String T = "arn:aws:dynamodb:eu-central-1:111111111111:table/";
  private static final int LIMIT = 2048;

  /// Each value is tried: what never fits is never called fitting, what always fits never warned
  /// of.
  @Test
  void lintSaysOfChoicesWhatAllOfTheirDocumentsSay() {
    int small = 0;
    int mixed = 0;
    int large = 0;
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Entitlement entitlement = choices(random);
      int least = Integer.MAX_VALUE;
      int most = 0;
      for (String p : choices(entitlement, "p")) {
        for (String q : choices(entitlement, "q")) {
          int size = size(entitlement.filled(Map.of(new Name("p"), p, new Name("q"), q)));
          least = Math.min(least, size);
          most = Math.max(most, size);
        }
      }
      List<Lint.Code> said = said(entitlement);
      if (most <= LIMIT) {
        small++;
        assertThat(said).as("seed %d: %d to %d", seed, least, most).isEmpty();
      } else if (least <= LIMIT) {
        mixed++;
        assertThat(said)
            .as("seed %d: %d to %d", seed, least, most)
            .containsExactly(Lint.Code.SESSION_MAY_NOT_FIT);
      } else {
        large++;
        assertThat(said)
            .as("seed %d: %d to %d", seed, least, most)
            .containsAnyOf(Lint.Code.SESSION_TOO_LARGE, Lint.Code.SESSION_MAY_NOT_FIT);
      }
    }
    assertThat(List.of(small, mixed, large)).allMatch(count -> count > 20);
  }

  /// A long value that another resource covers takes no room.
  @Test
  void whatAnotherResourceCoversIsNoReasonToWarn() {
    assertThat(said(tables("orders-[a-z]{240}", "orders-*"))).isEmpty();
    assertThat(said(tables("orders-[a-z]{240}", "payments")))
        .containsExactly(Lint.Code.SESSION_TOO_LARGE);
    assertThat(said(tables("(orders|payments)-[a-z]{240}", "orders-*")))
        .containsExactly(Lint.Code.SESSION_MAY_NOT_FIT);
  }

  private static List<String> choices(Entitlement of, String parameter) {
    return Objects.requireNonNull(of.parameters().get(new Name(parameter))).choices();
  }

  /// Seven tables named after the same parameter, and one more.
  private static Entitlement tables(String pattern, String more) {
    List<String> resources = new ArrayList<>(List.of(T + more));
    for (int i = 0; i < 7; i++) {
      resources.add(T + "${p}-" + i);
    }
    return entitlement(
        List.of(new Permission(List.of("dynamodb:GetItem"), resources, List.of())),
        new Parameter(
            new Name("p"),
            "p",
            Optional.of(Pattern.compile(pattern)),
            List.of(),
            Optional.empty()));
  }

  private static Entitlement choices(Random random) {
    List<Permission> permissions = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      List<String> resources = new ArrayList<>();
      for (int r = random.nextInt(4 + 60 / count); r >= 0; r--) {
        resources.add(
            T
                + switch (random.nextInt(6)) {
                  case 0 -> "${p}-" + r;
                  case 1 -> "${q}*";
                  case 2 -> "aaa*";
                  case 3 -> "${p}-${q}";
                  default ->
                      "a-literal-table-with-a-name-that-takes-some-room-" + random.nextInt(90);
                });
      }
      permissions.add(
          new Permission(
              List.of("dynamodb:" + List.of("GetItem", "Query", "Scan").get(i)),
              resources,
              List.of()));
    }
    return entitlement(permissions, choice("p", random), choice("q", random));
  }

  private static Parameter choice(String name, Random random) {
    List<String> choices = new ArrayList<>();
    for (String letter : List.of("a", "b", "c")) {
      choices.add(letter.repeat(3 + random.nextInt(random.nextBoolean() ? 30 : 220)));
    }
    return new Parameter(new Name(name), name, Optional.empty(), choices, Optional.empty());
  }

  private static Entitlement entitlement(List<Permission> permissions, Parameter... parameters) {
    Map<Name, Parameter> named = new HashMap<>();
    for (Parameter parameter : parameters) {
      named.put(parameter.name(), parameter);
    }
    return new Entitlement(
        new Name("e"),
        "e",
        new Account(new Name("a"), "111111111111", "aws", "eu-central-1", "tide-1", Map.of()),
        new Target.AccessRole("TidegateAccess"),
        permissions,
        named,
        AccessDuration.parse("1h").orElseThrow(),
        Set.of());
  }

  private static int size(List<Permission> permissions) {
    return new IamPolicyDocuments().session(permissions, END).length();
  }

  private static List<Lint.Code> said(Entitlement entitlement) {
    Policy policy =
        new Policy(
            PolicyHash.of(new byte[0]),
            Map.of(),
            Map.of(entitlement.name(), entitlement),
            List.of());
    return new Lint(
            new KnownPeople(List.of(), false),
            _ -> KnownActions.Answer.KNOWN,
            SessionSizeLintTest::size)
        .of(policy).stream()
            .map(Lint.Issue::code)
            .filter(
                code ->
                    code == Lint.Code.SESSION_MAY_NOT_FIT || code == Lint.Code.SESSION_TOO_LARGE)
            .toList();
  }
}
