package dev.tidegate.adapters.policydoc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;

/// Folded documents against the permissions they were made from, call by call.
class RandomPermissionsTest {
  private static final Instant END = Instant.parse("2026-11-20T10:00:00Z");
  private static final List<String> ACTIONS =
      List.of("a:Get", "a:get", "a:Put", "a:G*", "a:*", "a:?et", "b:Get", "b:*", "*", "a:*t");
  private static final List<String> RESOURCES = List.of("r1", "r2", "r*", "*", "r?", "q1");
  private static final List<String> OPERATORS = List.of("StringEquals", "StringLike");
  private static final List<String> KEYS = List.of("k", "K", "m");
  private static final List<String> VALUES = List.of("1", "2", "*", "1*");

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_folded_document_allows_exactly_what_the_permissions_do(long seed) {
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
    assertThat(session.statements()).hasSizeLessThanOrEqualTo(permissions.size() + 1);
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
      for (String resource : List.of("r1", "r2", "r22", "q1", "z")) {
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
