package dev.tidegate.core.access;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Submissions at the limits of what their fields may hold.
public final class Extremes {
  /// 1,000 characters, of one, two, three and four bytes.
  public static final String LONG_TEXT = "aé漢🚦-".repeat(166) + "last";

  /// Somebody in 1,001 groups.
  public static final Principal MANY_GROUPS =
      new Principal(
          new PrincipalId(Samples.ISSUER, "many"),
          "Ümit 漢字 🚦",
          IntStream.rangeClosed(1, 1001)
              .mapToObj(i -> new Group("group-" + i))
              .collect(Collectors.toCollection(TreeSet::new)));

  private Extremes() {}

  /// Returns them with their names.
  public static Stream<Arguments> submissions() {
    return Stream.of(
        Arguments.of("as little as there can be", least()),
        Arguments.of("as much as there can be", most()));
  }

  private static Submission least() {
    Principal requester =
        new Principal(new PrincipalId("i", "s"), "l", Collections.emptySortedSet());
    RequestedAccess requested =
        new RequestedAccess(
            new Name("e"),
            Collections.emptySortedMap(),
            new AccessDuration(Duration.ofMinutes(1)),
            Use.VERIFICATION,
            Optional.empty(),
            "r");
    Decision decision =
        new Decision.Allowed(new Decision.Grounds(Samples.POLICY, List.of(), List.of()));
    return new Submission(
        Samples.id(901),
        requester,
        requested,
        new Account(new Name("a"), "000000000000", "aws", "us-east-1", "id", Map.of()),
        new Target.ExistingRole("r"),
        List.of(),
        decision,
        Samples.T0,
        Samples.T0);
  }

  private static Submission most() {
    Principal requester =
        new Principal(
            new PrincipalId("漢".repeat(512), "a|é".repeat(170)),
            "🚦".repeat(128),
            MANY_GROUPS.groups());
    SortedMap<Name, String> parameters = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      parameters.put(new Name("p" + "x".repeat(60) + i), "ÿ".repeat(256));
    }
    RequestedAccess requested =
        new RequestedAccess(
                new Name("e".repeat(64)),
                parameters,
                new AccessDuration(Duration.ofMinutes(90)),
                Use.PERFORMANCE,
                Optional.of("#".repeat(128)),
                LONG_TEXT)
            .startingAt(Instant.parse("2026-03-31T10:00:01Z"));
    List<ApproverSet> sets =
        List.of(
            new ApproverSet(new Name("one"), Samples.groups("ä", "b", "c"), 2),
            new ApproverSet(
                new Name("two"), MANY_GROUPS.groups().headSet(new Group("group-1040")), 3));
    Decision decision =
        new Decision.NeedsApproval(
            Samples.needs("x").grounds(), sets, Duration.ofDays(3).plusSeconds(1));
    Instant at = Instant.parse("2026-03-01T10:00:00.123456789Z");
    return new Submission(
        Samples.id(902),
        requester,
        requested,
        new Account(
            new Name("a".repeat(64)),
            "999999999999",
            "aws-us-gov",
            "us-gov-west-1",
            "x".repeat(1224),
            Map.of("empty", "", "ключ", LONG_TEXT)),
        new Target.AccessRole("r".repeat(64)),
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new Permission(
                        List.of("s3:Get*", "s3:List*"),
                        List.of("arn:aws:s3:::bucket-" + i + "/ÿ/*"),
                        List.of(
                            new Permission.Restriction(
                                "StringLike", "s3:prefix", List.of("", "a/*", "a/*")))))
            .toList(),
        decision,
        at,
        at.plus(Duration.ofDays(3)),
        Optional.empty(),
        Optional.of("ж".repeat(500)));
  }
}
