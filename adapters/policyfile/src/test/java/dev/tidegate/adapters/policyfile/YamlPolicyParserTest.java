package dev.tidegate.adapters.policyfile;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policies.PolicyParser.Finding;
import dev.tidegate.core.policies.PolicyParser.Result;
import dev.tidegate.core.policies.PushPolicy;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YamlPolicyParserTest {
  private final YamlPolicyParser parser = new YamlPolicyParser();

  @Test
  void aGoodFileIsAPolicyThatCarriesTheHashOfItsBytes() throws IOException {
    byte[] file = BadPolicy.good().getBytes(StandardCharsets.UTF_8);

    Result result = parser.parse(file);

    assertThat(result).isInstanceOf(Result.Valid.class);
    assertThat(((Result.Valid) result).policy().hash()).isEqualTo(PolicyHash.of(file));
  }

  @Test
  void accountsAreChosenByOrganizationalUnitAndEverythingBelowIt() throws IOException {
    String text =
        BadPolicy.good()
            .replace("externalId: tide-1,", "externalId: tide-1, ou: /prod/orders,")
            .replace(
                "entitlements:\n  read:",
                "  other: {id: \"222222222222\", region: eu-central-1, externalId: tide-2, ou:"
                    + " /production}\n"
                    + "  main: {id: \"333333333333\", region: eu-central-1, externalId: tide-3, ou:"
                    + " /prod}\nentitlements:\n  read:")
            .replace("account: prod", "accounts: {ou: /prod}")
            .replace("    longest: 2h", "    accounts: {ou: /prod/orders, env: prod}");

    Policy policy = policy(text);

    assertThat(policy.entitlements().stream().map(one -> one.name().text()))
        .containsExactlyInAnyOrder("read.prod", "read.main");
    assertThat(policy.rules().getFirst().conditions())
        .containsExactly(
            new Condition.AccountLabels(new TreeMap<>(Map.of("env", "prod"))),
            new Condition.InUnit("/prod/orders"));
  }

  @Test
  void managedPoliciesAreThoseOfTheAccountThatTheSessionIsIn() throws IOException {
    String text =
        BadPolicy.good()
            .replace(
                "{role: TidegateAccess}",
                "{role: TidegateAccess, policies:"
                    + " [\"arn:${partition}:iam::aws:policy/ReadOnlyAccess\","
                    + " \"arn:aws:iam::${account}:policy/team/x\"]}");

    assertThat(policy(text).entitlements().iterator().next().target())
        .isEqualTo(
            new Target.AccessRole(
                "TidegateAccess",
                List.of(
                    "arn:aws:iam::aws:policy/ReadOnlyAccess",
                    "arn:aws:iam::111111111111:policy/team/x")));
  }

  /// A session is denied what the wildcard covers; a temporary policy is limited by nothing.
  @Test
  void aWildcardMayCoverWhatSessionsAreDeniedWhereAccessIsASession() throws IOException {
    String session = BadPolicy.good().replace("dynamodb:GetItem", "\"s3:Get*\"");
    String temporary =
        session.replace("session: {role: TidegateAccess}", "temporaryPolicy: {role: ci}");

    assertThat(policy(session).entitlements()).hasSize(1);
    assertThat(texts(temporary.getBytes(StandardCharsets.UTF_8)))
        .containsExactly(
            "12:19 outliving-action: entitlements.read.permissions[0].actions[0]: no action"
                + " expected whose effect opens access after the grant has ended, found"
                + " \"s3:Get*\", which covers s3:GetDataAccess: it hands out credentials that the"
                + " end does not reach");
    assertThat(policy(temporary.replace("s3:Get*", "s3:GetObject*")).entitlements()).hasSize(1);
  }

  private Policy policy(String text) {
    return ((Result.Valid) parser.parse(text.getBytes(StandardCharsets.UTF_8))).policy();
  }

  static List<BadPolicy> bad() throws IOException {
    return BadPolicy.all();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadFileIsAnsweredWithEachFindingAndItsPlace(BadPolicy bad) {
    assertThat(texts(bad.bytes())).isEqualTo(bad.findings());
  }

  @Test
  void anEmptyFileIsNotAPolicy() {
    assertThat(texts(new byte[0]))
        .containsExactly("1:1 empty: a policy expected, found an empty file");
    assertThat(texts("# nothing\n".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("1:1 empty: a policy expected, found an empty file");
  }

  @Test
  void aFileThatIsNotUtf8IsToldWhereItStopsBeingSo() {
    byte[] file = "version: 1\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(texts(file))
        .containsExactly("2:6 file-encoding: text in UTF-8 expected from here on");
  }

  @Test
  void aFileOf5MbIsReadAndOneOfAByteMoreIsNot() throws IOException {
    byte[] good = BadPolicy.good().getBytes(StandardCharsets.UTF_8);
    byte[] most = Arrays.copyOf(good, PushPolicy.MOST_BYTES);
    Arrays.fill(most, good.length, most.length, (byte) '\n');

    assertThat(parser.parse(most)).isInstanceOf(Result.Valid.class);
    assertThat(texts(Arrays.copyOf(most, most.length + 1)))
        .containsExactly(
            "1:1 file-too-large: a file of at most 5 MB expected, found 5242881 bytes");
  }

  @Test
  void theFirstHundredFindingsAreToldAndTheOthersCounted() {
    String keys =
        IntStream.range(0, 250).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());

    List<String> texts = texts(("version: 1\n" + keys).getBytes(StandardCharsets.UTF_8));

    assertThat(texts).hasSize(101);
    assertThat(texts.getLast()).isEqualTo("101:1 more-findings: 153 more findings");
  }

  @Test
  void linesThatAYamlReaderSlowsDownOnAreRefused() {
    String file = "version: 1\n# " + "x".repeat(9_998) + "\n# " + "x".repeat(9_999);

    assertThat(texts(file.getBytes(StandardCharsets.UTF_8)))
        .containsExactly("3:1 line-too-long: lines of at most 10000 characters expected");
  }

  @Test
  void moreValuesThanAPolicyHasAreRefused() {
    assertThat(texts(values(399_996)))
        .containsExactly("399997:1 yaml-values: at most 400000 values expected");
    assertThat(texts(values(399_995))).noneMatch(text -> text.contains("yaml-values"));
  }

  /// The mapping, its keys, a version and the list are five more.
  private static byte[] values(int items) {
    String file = "version: 1\nx: [" + "1,\n".repeat(items - 1) + "1]\n";
    return file.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void everyCodeIsTriedWithItsMessage() throws IOException {
    String tried =
        Files.readString(Path.of("src/test/resources/bad-policies.txt"))
            + Files.readString(
                Path.of(
                    "src/test/java/dev/tidegate/adapters/policyfile/YamlPolicyParserTest.java"));

    assertThat(FindingCode.values())
        .allSatisfy(code -> assertThat(tried).contains(" " + code.word() + ": "));
  }

  /// Ten aliases of ten aliases of ten ... are 10^9 values when they are expanded.
  @Test
  void aBillionLaughsAreRefusedOneByOne() {
    StringBuilder file = new StringBuilder("version: 1\na: &a [x]\n");
    for (char c = 'b'; c <= 'j'; c++) {
      String before = "*" + (char) (c - 1);
      file.append(c).append(": &").append(c).append(" [").append(before);
      file.append((", " + before).repeat(9)).append("]\n");
    }

    assertThat(texts(file.toString().getBytes(StandardCharsets.UTF_8)))
        .filteredOn(text -> text.contains("yaml-alias"))
        .hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileFileOf5MbIsAnsweredWithinTheMemoryOfItsSize(String start, String unit) {
    String file = start + unit.repeat((PushPolicy.MOST_BYTES - start.length()) / unit.length());

    assertThat(parser.parse(file.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Result.Invalid.class);
  }

  /// Few lines that stand for many: each is refused before it is written out.
  @ParameterizedTest
  @MethodSource("abbreviated")
  void aFileThatAbbreviatesMoreThanMemoryHoldsIsRefused(String file, String finding) {
    assertThat(file.length()).isLessThan(PushPolicy.MOST_BYTES);
    assertThat(texts(file.getBytes(StandardCharsets.UTF_8)))
        .anySatisfy(text -> assertThat(text).contains(" too-many: ").endsWith(finding));
  }

  static List<String[]> abbreviated() {
    StringBuilder nested = new StringBuilder("groups:\n");
    for (int i = 0; i < 900; i++) {
      nested.append("  g%d: [%s".formatted(i, i == 0 ? "x" : "g" + (i - 1)));
      for (int leaf = 0; leaf < 90; leaf++) {
        nested.append(", l").append(i * 100 + leaf);
      }
      nested.append("]\n");
    }
    String wide =
        "groups:\n"
            + IntStream.range(0, 11).mapToObj(YamlPolicyParserTest::ninety).collect(joining())
            + "  all: [%s]\n".formatted(names("w", 11));
    String accounts =
        entries(
            3000,
            "  a%d: {id: \"%012d\", region: eu-central-1, externalId: tide, labels: {e: p}}\n");
    return List.of(
        new String[] {
          good("groups:\n", nested.toString()),
          "at most 1000 groups expected in a group, with the members of its groups"
        },
        new String[] {
          good("groups:\n", wide).replace("rules:\n", "rules:\n" + rules(2000, "all", "read")),
          "at most 500000 groups, with the members of the file's groups in their place,"
              + " expected in all of the file"
        },
        new String[] {
          good("accounts:\n", "accounts:\n" + accounts)
              .replace("entitlements:\n", "entitlements:\n" + entitlements(1000)),
          "at most 50000 entitlements, one for each of their accounts, expected in all"
              + " of the file"
        },
        new String[] {
          good("accounts:\n", "accounts:\n" + accounts)
              .replace("entitlements:\n", "entitlements:\n" + entitlements(10))
              .replace("rules:\n", "rules:\n" + rules(1000, "g", "e1, e2, e3")),
          "at most 2000000 pairs of a group and an entitlement that a rule gives it"
              + " expected in all of the file"
        });
  }

  private static String good(String from, String to) {
    try {
      return BadPolicy.good().replace(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ninety(int of) {
    return "  w%d: [%s]\n".formatted(of, names("m" + of + "-", 90));
  }

  private static String names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(joining(", "));
  }

  private static String entries(int count, String form) {
    return IntStream.range(0, count).mapToObj(i -> form.formatted(i, i)).collect(joining());
  }

  private static String entitlements(int count) {
    return entries(
        count,
        "  e%d: {description: d%d, accounts: {e: p}, session: {role: TidegateAccess}, permissions:"
            + " [{actions: [s3:GetObject], resources: [\"*\"]}], longest: 1h}\n");
  }

  private static String rules(int count, String group, String entitlements) {
    return entries(
        count,
        "  - {name: r%d-%d, groups: ["
            + group
            + "], entitlements: ["
            + entitlements
            + "], approval: none}\n");
  }

  static List<String[]> hostile() {
    return List.of(
        new String[] {"", "["},
        new String[] {"", "{"},
        new String[] {"", "- "},
        new String[] {"", "? "},
        new String[] {"version: 1\nrules: [", "{a: b},"},
        new String[] {"version: 1\nrules: ", "x"},
        new String[] {"version: 1\nrules:\n", "- {}\n"},
        new String[] {"version: 1\n", "a: &a *a\n"},
        new String[] {"version: 1\nx: \"", "\\u0041\n "},
        new String[] {"version: 1\nx: a\n", "  a\n"},
        new String[] {"version: 1\nx: |\n", "  a\n"},
        new String[] {"version: 1\nx: >\n", "  a\n"},
        new String[] {"version: 1\n", "#\n"},
        new String[] {"%YAML 1.2\n", "%TAG ! tag:\n"},
        new String[] {"", "---\n"},
        new String[] {"x: !", "a"});
  }

  /// The seed is in the message of a failure.
  @Test
  void aFileWithRandomDamageIsAnsweredAndNeverAFault() throws IOException {
    byte[] good = BadPolicy.good().getBytes(StandardCharsets.UTF_8);
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      byte[] file = good.clone();
      for (int hits = random.nextInt(1, 6); hits > 0; hits--) {
        file[random.nextInt(file.length)] =
            (byte)
                (random.nextBoolean()
                    ? "{}[]&*!|>:,#?-\"'\n\t %@`".charAt(random.nextInt(22))
                    : random.nextInt());
      }
      assertThat(parser.parse(file)).as("seed %d", seed).isNotNull();
    }
  }

  private List<String> texts(byte[] file) {
    return switch (parser.parse(file)) {
      case Result.Valid _ -> List.of();
      case Result.Invalid(List<Finding> findings) ->
          findings.stream()
              .map(f -> f.line() + ":" + f.column() + " " + f.code() + ": " + f.message())
              .toList();
    };
  }
}
