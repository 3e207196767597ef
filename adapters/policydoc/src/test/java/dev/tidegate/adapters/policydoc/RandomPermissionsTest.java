package dev.tidegate.adapters.policydoc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// Folded documents against the permissions they were made from, call by call.
class RandomPermissionsTest {
  private static final Instant END = Instant.parse("2026-11-20T10:00:00Z");
  private static final List<String> ACTIONS =
      List.of("a:Get", "a:get", "a:Put", "a:G*", "a:*", "a:?et", "b:Get", "b:*", "*", "a:*t");
  private static final List<String> RESOURCES =
      List.of(
          "arn:aws:x:r:1:t/1",
          "arn:aws:x:r:1:t/2",
          "arn:aws:x:r:1:t/*",
          "arn:aws:x:r:1:t/?",
          "arn:aws:x:*:1:t/1",
          "arn:aws:x:r:1:q:1",
          "arn:aws:x:r:1:q:*",
          "arn:aws:x:::b",
          "*");
  private static final List<String> OPERATORS = List.of("StringEquals", "StringLike");
  private static final List<String> KEYS = List.of("k", "K", "m");
  private static final List<String> VALUES = List.of("1", "2", "*", "1*");

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aFoldedDocumentAllowsExactlyWhatThePermissionsDo(long seed) {
    Random random = new Random(seed);
    List<Permission> permissions = permissions(random);
    IamPolicyDocuments documents = new IamPolicyDocuments();
    IamPolicy session = IamPolicy.fromJson(documents.session(permissions, END));
    IamPolicy temporary = IamPolicy.fromJson(documents.temporary(permissions, END));

    for (Judge.Call call : calls(random)) {
      boolean before = Instant.parse(call.context().get("aws:currenttime")).isBefore(END);
      boolean expected = before && Judge.allows(permissions, call);
      assertThat(Judge.allows(session, call))
          .as(() -> call + " in " + session.toJson())
          .isEqualTo(expected);
      assertThat(Judge.allows(temporary, call))
          .as(() -> call + " in " + temporary.toJson())
          .isEqualTo(expected);
    }
    assertThat(session.toJson().length())
        .isLessThanOrEqualTo(asItCame(permissions).toJson().length());
  }

  /// The same without any folding, for comparison of lengths.
  private static IamPolicy asItCame(List<Permission> permissions) {
    IamPolicy.Builder policy = IamPolicy.builder();
    permissions.forEach(
        one -> {
          IamPolicy alone =
              IamPolicy.fromJson(new IamPolicyDocuments().temporary(List.of(one), END));
          IamStatement statement = alone.statements().getFirst();
          IamStatement.Builder bare =
              IamStatement.builder()
                  .effect(IamEffect.ALLOW)
                  .actionIds(one.actions())
                  .resourceIds(one.resources());
          statement.conditions().stream()
              .filter(condition -> !condition.key().value().equals("aws:CurrentTime"))
              .forEach(bare::addCondition);
          policy.addStatement(bare.build());
        });
    return policy
        .addStatement(
            statement ->
                statement
                    .effect(IamEffect.DENY)
                    .addAction("*")
                    .addResource("*")
                    .addCondition(
                        condition ->
                            condition
                                .operator("DateGreaterThanEquals")
                                .key("aws:CurrentTime")
                                .value(END.toString())))
        .build();
  }

  /// A value that a parameter accepts gives no more than `*` in its place would, and fewer choices
  /// give no more than all of them.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void narrowingAParameterNeverWidensTheSessionPolicy(long seed) {
    Random random = new Random(seed);
    Parameter parameter =
        new Parameter(
            new Name("p"), "p", Optional.of(Pattern.compile(".*")), List.of(), Optional.empty());
    List<Permission> permissions =
        permissions(random).stream()
            .map(
                one ->
                    new Permission(
                        one.actions(),
                        Stream.concat(
                                one.resources().stream(),
                                Stream.of(
                                    "arn:aws:x:r:1:" + pick(random, List.of("t/", "q:")) + "${p}"))
                            .toList(),
                        one.conditions()))
            .toList();
    String value = value(random);
    assertThat(parameter.objection(value).isPresent()).isEqualTo(value.matches(".*[*?$\"].*"));
    if (parameter.objection(value).isPresent()) {
      return;
    }
    IamPolicy narrow = document(permissions, value);
    IamPolicy wide = document(permissions, "*");
    IamPolicy other = document(permissions, "2");

    for (Judge.Call call : calls(random)) {
      boolean allowed = Judge.allows(narrow, call);
      if (allowed) {
        assertThat(Judge.allows(wide, call)).as(() -> call + " with " + value).isTrue();
      }
      if (allowed && !Judge.allows(other, call)) {
        assertThat(call.resource()).as("only by the value itself").endsWith(value);
      }
    }
  }

  private static IamPolicy document(List<Permission> permissions, String value) {
    Entitlement entitlement =
        new Entitlement(
            new Name("e"),
            "e",
            new Account(new Name("a"), "111111111111", "aws", "eu-central-1", "tide-1", Map.of()),
            new Target.AccessRole("TidegateAccess"),
            permissions,
            Map.of(),
            AccessDuration.parse("1h").orElseThrow(),
            Set.of());
    return IamPolicy.fromJson(
        new IamPolicyDocuments().session(entitlement.filled(Map.of(new Name("p"), value)), END));
  }

  private static String value(Random random) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i <= random.nextInt(3); i++) {
      value.append("12/:*?$\"".charAt(random.nextInt(random.nextBoolean() ? 4 : 8)));
    }
    return value.toString();
  }

  private static List<Permission> permissions(Random random) {
    List<Permission> all = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(6); i++) {
      Map<String, Permission.Restriction> conditions = new LinkedHashMap<>();
      for (int c = random.nextInt(3); c > 0; c--) {
        String operator = pick(random, OPERATORS);
        String key = pick(random, KEYS);
        conditions.put(
            operator + key.toLowerCase(Locale.ROOT),
            new Permission.Restriction(operator, key, some(random, VALUES)));
      }
      all.add(
          new Permission(
              some(random, ACTIONS), some(random, RESOURCES), List.copyOf(conditions.values())));
    }
    return all;
  }

  private static List<Judge.Call> calls(Random random) {
    List<Judge.Call> calls = new ArrayList<>();
    for (String action : List.of("a:Get", "a:Put", "a:Xet", "b:Get", "b:Put", "c:Get")) {
      for (String resource :
          List.of(
              "arn:aws:x:r:1:t/1",
              "arn:aws:x:r:1:t/2",
              "arn:aws:x:r:1:t/22",
              "arn:aws:x:r2:1:t/1",
              "arn:aws:x:r:1:q:1",
              "arn:aws:x:r:1:q:2/1",
              "arn:aws:x:::b",
              "arn:aws:y:r:1:t/1")) {
        Map<String, String> context = new TreeMap<>();
        context.put("aws:currenttime", END.plusSeconds(random.nextInt(4) - 3).toString());
        if (random.nextBoolean()) {
          context.put("k", pick(random, List.of("1", "2", "11")));
        }
        if (random.nextBoolean()) {
          context.put("m", pick(random, List.of("1", "2")));
        }
        calls.add(new Judge.Call(action, resource, context));
      }
    }
    return calls;
  }

  private static List<String> some(Random random, List<String> from) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      all.add(pick(random, from));
    }
    return all;
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
