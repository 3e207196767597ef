package dev.tidegate.adapters.policyfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policies.PolicyParser.Result;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.Group;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is read back is what was parsed, to the last field; what is damaged is nothing, and costs
/// little.
class CompactPolicyTest {
  private static final PolicyHash HASH = PolicyHash.of(new byte[0]);

  private final CompactPolicy compact = new CompactPolicy();

  @Test
  void aRandomPolicyComesBackAndEveryFieldOfEveryTypeWasTried() {
    Written before = new Written();
    long seed = ThreadLocalRandom.current().nextLong();
    for (int i = 0; i < 500; i++) {
      Policy policy = new RandomPolicies(seed + i).policy();

      Policy back = back(policy);

      assertThat(new Written().all(back)).as("seed %s", seed + i).isEqualTo(before.all(policy));
    }
    assertThat(before.notVaried()).isEmpty();
  }

  static List<Path> shipped() throws IOException {
    return ShippedPoliciesTest.shipped();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aPolicyThatWasParsedComesBack(Path file) throws IOException {
    Policy policy = parsed(Files.readAllBytes(file));

    assertThat(new Written().all(back(policy))).isEqualTo(new Written().all(policy));
  }

  /// The form's number tells releases apart. When this fails, a file means something else, or is
  /// written in another way, than when the number was given: raise [CompactPolicy#FORM], and only
  /// then put the new hash here.
  @Test
  void theSameFileGivesTheBytesThatBelongToThisNumber() throws IOException {
    byte[] all =
        Files.readAllBytes(
            ShippedPoliciesTest.ROOT.resolve(
                "adapters/policyfile/src/test/resources/everything.yaml"));

    byte[] bytes = compact.write(parsed(all)).orElseThrow();

    assertThat(PolicyVersions.Compact.of(compact.form(), bytes).text())
        .isEqualTo("2:3b3fd4792ca6635e0081f6121e09db96d543c816838e5e19c3044e0460bacd6d");
  }

  /// The release before wrote everybody as a group called `*`, which is what its file says.
  @Test
  void theFormOfTheReleaseBeforeMeansWhatItsFileMeansToday() {
    String file = "rules: [{name: r, groups: [\"*\"], entitlements: [read], deny: true}]";
    Policy today = parsed(described("plain", file));
    Policy then =
        new Policy(
            today.hash(),
            byName(today.accounts(), Account::name),
            byName(today.entitlements(), Entitlement::name),
            today.rules().stream()
                .map(
                    rule ->
                        new Rule(
                            rule.name(),
                            rule.entitlements(),
                            new Condition.InGroup(new TreeSet<>(Set.of(new Group("*")))),
                            rule.conditions(),
                            rule.effect()))
                .toList());
    byte[] written = compact.write(then).orElseThrow();
    byte[] before = Arrays.copyOf(written, written.length - 1);
    before[0] = CompactPolicy.BEFORE;

    Policy read = compact.read(before, today.hash()).orElseThrow();

    assertThat(new Written().all(read)).isEqualTo(new Written().all(today));
    assertThat(compact.reads(CompactPolicy.BEFORE)).isTrue();
    assertThat(compact.reads(CompactPolicy.BEFORE - 1)).isFalse();
  }

  private static <T> Map<Name, T> byName(Collection<T> all, Function<T, Name> name) {
    return all.stream().collect(Collectors.toMap(name, Function.identity()));
  }

  @Test
  void anotherFormIsNotRead() {
    byte[] bytes = written(1);
    bytes[0]++;
    assertThat(compact.read(bytes, HASH)).isEmpty();
    assertThat(compact.read(new byte[0], HASH)).isEmpty();
    bytes[0]--;
    assertThat(compact.read(bytes, HASH)).isPresent();
  }

  @Test
  void whatIsCutShortOrGoesOnIsNotRead() {
    byte[] bytes = written(2);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(compact.read(Arrays.copyOf(bytes, length), HASH)).as("%s", length).isEmpty();
    }
    assertThat(compact.read(Arrays.copyOf(bytes, bytes.length + 1), HASH)).isEmpty();
    assertThat(compact.read(bytes, HASH)).isPresent();
  }

  @Test
  void whateverBytesThereAreNothingIsThrownAndMemoryFollowsTheirNumber() {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    byte[] bytes = written(3);
    for (int i = 0; i < 5_000; i++) {
      byte[] flipped = bytes.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        flipped[1 + random.nextInt(bytes.length - 1)] ^= (byte) (1 << random.nextInt(8));
      }
      long taken = allocatedBy(() -> compact.read(flipped, HASH));
      assertThat(taken).as("seed %s, %s", seed, i).isLessThan(1_000_000 + 1_000L * bytes.length);
    }
  }

  @Test
  void aHugeCountTakesNoMemory() {
    byte[] huge = {CompactPolicy.FORM, -1, -1, -1, -1, 7, 1, 'a', 0, 0, 0, 0};

    assertThat(compact.read(huge, HASH)).isEmpty();
    assertThat(allocatedBy(() -> compact.read(huge, HASH))).isLessThan(100_000);
  }

  @Test
  void halfASurrogatePairHasNoCompactForm() {
    assertThat(compact.write(described("\\uD83D"))).isEmpty();
    assertThat(compact.write(described("\\uD83D\\uDE00"))).isPresent();
  }

  private static Policy described(String text) {
    return parsed(
        described(
            text,
            "rules: [{name: r, groups: [g], entitlements: [read], longest: 1h, approval: none}]"));
  }

  private static byte[] described(String text, String rules) {
    return """
    version: 1
    accounts: {a: {id: "222222222222", region: eu-central-1, externalId: tide-1}}
    entitlements:
      read:
        description: "%s"
        account: a
        session: {role: TidegateAccess}
        permissions: [{actions: [s3:GetObject], resources: ["*"]}]
        longest: 1h
    %s
    """
        .formatted(text, rules)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] written(long seed) {
    return compact.write(new RandomPolicies(seed).policy()).orElseThrow();
  }

  private Policy back(Policy policy) {
    byte[] bytes = compact.write(policy).orElseThrow();
    Optional<Policy> back = compact.read(bytes, policy.hash());
    assertThat(compact.write(back.orElseThrow()).orElseThrow()).isEqualTo(bytes);
    return back.orElseThrow();
  }

  private static Policy parsed(byte[] file) {
    return switch (new YamlPolicyParser().parse(file)) {
      case Result.Valid(Policy policy) -> policy;
      case Result.Invalid invalid -> throw new AssertionError(invalid.findings());
    };
  }

  private static long allocatedBy(Runnable what) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    what.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
