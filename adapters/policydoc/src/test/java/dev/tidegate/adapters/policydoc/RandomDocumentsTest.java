package dev.tidegate.adapters.policydoc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.RestrictionValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;

/// 2,000 random entitlements with hostile values: what is issued against what is written, call by
/// call. A failure names the seed.
class RandomDocumentsTest {
  private static final int ENTITLEMENTS = 2000;
  private static final int CALLS = 150;
  private static final Instant END = Instant.parse("2026-11-20T10:00:00Z");
  private static final String T = "arn:${partition}:x:${region}:${account}:t/";
  private static final List<String> VALUES =
      List.of(
          "orders",
          "u1",
          "{aws:userid}",
          "{aws:userid}x",
          "{k}",
          "a}b",
          "{",
          "x/y",
          "10.0.0.1",
          "7");
  private static final List<String> ACTIONS =
      List.of("a:Get", "a:get", "a:Put", "a:G*", "a:*", "b:Get", "b:*");
  private static final List<String> RESOURCES =
      List.of(
          T + "${p}",
          T + "$${p}",
          T + "$$${p}",
          T + "${p}${q}",
          T + "${p}*",
          T + "?${q}",
          T + "${aws:userid}",
          T + "${aws:userid}/${p}",
          T + "${$}${p}",
          T + "${*}",
          T + "orders",
          T + "*",
          "*");
  private static final List<Permission.Restriction> CONDITIONS =
      List.of(
          condition("StringEquals", "aws:UserId", "${p}"),
          condition("StringEquals", "aws:userid", "$${p}"),
          condition("StringLike", "aws:userid", "$${p}", "u*"),
          condition("StringLikeIfExists", "k", "${aws:userid}${q}"),
          condition("StringNotEquals", "k", "${p}", "u1"),
          condition("StringNotLike", "K", "$${q}*"),
          condition("StringEqualsIgnoreCase", "k", "ORDERS"),
          condition("ArnLike", "k", "*"),
          condition("Null", "k", "true"),
          condition("Bool", "flag", "true"),
          condition("NumericLessThan", "n", "${q}"),
          condition("IpAddress", "ip", "${p}"));

  @Test
  void whatIsIssuedIsWhatIsWrittenWhateverTheValues() {
    int verdicts = 0;
    int allowed = 0;
    for (long seed = 0; seed < ENTITLEMENTS; seed++) {
      Random random = new Random(seed);
      Entitlement entitlement = entitlement(random);
      Map<Name, String> values = new HashMap<>();
      for (Parameter parameter : entitlement.parameters().values()) {
        values.put(parameter.name(), pick(random, VALUES));
        assertThat(parameter.objection(values.get(parameter.name()))).isEmpty();
      }
      List<Permission> filled = entitlement.filled(values);
      if (filled.stream().anyMatch(RandomDocumentsTest::isRefused)) {
        continue;
      }
      IamPolicyDocuments documents = new IamPolicyDocuments();
      IamPolicy session = IamPolicy.fromJson(documents.session(filled, END));
      IamPolicy temporary = IamPolicy.fromJson(documents.temporary(filled, END));
      for (int i = 0; i < CALLS; i++) {
        SecondOpinion.Call call = call(random);
        boolean expected = SecondOpinion.asWritten(entitlement, values, call);
        assertThat(SecondOpinion.byDocument(session, call))
            .as("seed %d: %s with %s in %s", seed, call, values, session.toJson())
            .isEqualTo(expected);
        assertThat(SecondOpinion.byDocument(temporary, call))
            .as("seed %d: %s with %s in %s", seed, call, values, temporary.toJson())
            .isEqualTo(expected);
        verdicts += 2;
        allowed += expected ? 2 : 0;
      }
    }
    System.out.printf("%d verdicts, %d of them yes%n", verdicts, allowed);
    assertThat(verdicts).isGreaterThan(300_000);
    assertThat(allowed).isGreaterThan(10_000);
  }

  /// What an ask with such a value is refused for.
  private static boolean isRefused(Permission permission) {
    return permission.conditions().stream()
        .anyMatch(
            one ->
                one.values().stream()
                    .anyMatch(
                        value -> RestrictionValues.objection(one.operator(), value).isPresent()));
  }

  private static Entitlement entitlement(Random random) {
    List<Permission> permissions = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      Map<String, Permission.Restriction> conditions = new HashMap<>();
      for (int c = random.nextInt(3); c > 0; c--) {
        Permission.Restriction one = pick(random, CONDITIONS);
        conditions.put(one.operator() + one.key().toLowerCase(Locale.ROOT), one);
      }
      permissions.add(
          new Permission(
              some(random, ACTIONS), some(random, RESOURCES), List.copyOf(conditions.values())));
    }
    return new Entitlement(
        new Name("e"),
        "e",
        new Account(new Name("a"), "111111111111", "aws", "eu-central-1", "tide-1", Map.of()),
        new Target.AccessRole("TidegateAccess"),
        permissions,
        Map.of(new Name("p"), parameter("p"), new Name("q"), parameter("q")),
        AccessDuration.parse("1h").orElseThrow(),
        Set.of());
  }

  private static Parameter parameter(String name) {
    return new Parameter(
        new Name(name), name, Optional.of(Pattern.compile(".*")), List.of(), Optional.empty());
  }

  /// On things whose names are values, variables as text, and what variables stand for.
  private static SecondOpinion.Call call(Random random) {
    Map<String, String> context = new HashMap<>();
    context.put("aws:currenttime", "2026-11-20T09:00:00Z");
    for (String key : List.of("aws:userid", "k", "ip")) {
      if (random.nextInt(4) > 0) {
        context.put(key, name(random));
      }
    }
    context.put("flag", Boolean.toString(random.nextBoolean()));
    if (random.nextBoolean()) {
      context.put("n", Integer.toString(random.nextInt(12)));
    }
    return new SecondOpinion.Call(
        pick(random, List.of("a:Get", "a:Put", "b:Get")),
        "arn:aws:x:eu-central-1:111111111111:t/" + name(random),
        context);
  }

  private static String name(Random random) {
    String one = pick(random, VALUES);
    return switch (random.nextInt(6)) {
      case 0 -> "$" + one;
      case 1 -> "$$" + one;
      case 2 -> one + pick(random, VALUES);
      case 3 -> pick(random, List.of("*", "u1/orders", "anything"));
      default -> one;
    };
  }

  private static Permission.Restriction condition(String operator, String key, String... values) {
    return new Permission.Restriction(operator, key, List.of(values));
  }

  private static List<String> some(Random random, List<String> from) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      all.add(pick(random, from));
    }
    return all;
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
