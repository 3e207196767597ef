package dev.tidegate.benchmarks.decisions;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.IpAddress;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.benchmarks.BigPolicy;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.core.policy.Decision;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.CallContext;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One decision over the big policy, here and by the same rules in Cedar, whose policies are parsed
/// and kept by its engine before. Both answer 64 asks in turn, the same way each.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecisionBenchmark {
  /// A Monday, at noon in Berlin.
  private static final Instant NOW = Instant.parse("2026-03-02T11:00:00Z");

  private static final int ASKS = 64;

  private record Case(
      Principal person,
      RequestedAccess requested,
      AuthorizationRequest request,
      Entities entities) {}

  private final BasicAuthorizationEngine cedar = new BasicAuthorizationEngine();
  private final List<Case> cases = new ArrayList<>();
  private Policy policy;
  private PolicySet cedarPolicies;
  private int next;

  /// Loads both and holds their answers together.
  @Setup
  public void load() throws Exception {
    byte[] file = BigPolicy.text().getBytes(StandardCharsets.UTF_8);
    policy = ((PolicyParser.Result.Valid) new YamlPolicyParser().parse(file)).policy();
    Set<com.cedarpolicy.model.policy.Policy> all = new HashSet<>();
    for (Rule rule : policy.rules()) {
      all.add(new com.cedarpolicy.model.policy.Policy(CedarText.of(rule), rule.name().text()));
    }
    cedarPolicies = new PolicySet(all);
    cedarPolicies.cache();
    int yes = 0;
    for (int i = 0; i < ASKS; i++) {
      Case one = ask(policy.rules().get(i * 151));
      cases.add(one);
      boolean ours = !(tidegate(one) instanceof Decision.Refused);
      if (ours != cedar(one)) {
        throw new IllegalStateException("different answers to " + one.ask());
      }
      yes += ours ? 1 : 0;
    }
    System.out.println("the same answers to " + ASKS + " asks, yes to " + yes);
  }

  /// Tidegate: an answer with its reasons.
  @Benchmark
  public Decision tidegate() {
    return tidegate(cases.get(next++ % ASKS));
  }

  /// Cedar: an answer with the ids of the policies it rests on.
  @Benchmark
  public boolean cedar() throws Exception {
    return cedar(cases.get(next++ % ASKS));
  }

  private Decision tidegate(Case one) {
    return policy.decide(one.person(), one.ask(), NOW);
  }

  private boolean cedar(Case one) throws Exception {
    return cedar
        .isAuthorized(one.request(), cedarPolicies, one.entities())
        .success
        .map(AuthorizationSuccessResponse::isAllowed)
        .orElseThrow();
  }

  /// Somebody in one of the rule's groups and three others asks for what the rule is about.
  private static Case ask(Rule rule) {
    int number = Integer.parseInt(rule.name().text().substring("rule-".length()));
    SortedSet<Group> groups = new TreeSet<>();
    groups.add(rule.who().groups().first());
    for (int i = 1; i < 4; i++) {
      groups.add(new Group("group-" + (number * 31 + i * 97) % BigPolicy.GROUPS));
    }
    Name entitlement = rule.entitlements().first();
    CallContext call =
        new CallContext(
            NOW,
            true,
            Optional.of(NOW.minus(Duration.ofHours(1))),
            Optional.of(InetAddress.ofLiteral("10.1.2.3")),
            new TreeMap<>());
    Principal person =
        new Principal(new PrincipalId("https://id", "p" + number), "p" + number, groups, call);
    Use use = number % 10 == 0 ? Use.PERFORMANCE : number % 2 == 0 ? Use.INCIDENT : Use.HOTFIX;
    RequestedAccess requested =
        new RequestedAccess(
            entitlement,
            new TreeMap<>(Map.of(new Name("table"), "orders")),
            AccessDuration.parse("1h").orElseThrow(),
            use,
            Optional.of("OPS-7"),
            "why");
    Set<EntityUID> parents = new HashSet<>();
    groups.forEach(group -> parents.add(uid("Group", group.name())));
    Map<String, Value> context =
        Map.of(
            "use", new PrimString(use.word()),
            "minutes", new PrimLong(60),
            "ticket", new PrimString("OPS-7"),
            "weekday", new PrimLong(1),
            "hour", new PrimLong(12),
            "signedInMinutesAgo", new PrimLong(60),
            "source", new IpAddress("10.1.2.3"));
    EntityUID who = uid("Person", "p" + number);
    EntityUID what = uid("Entitlement", entitlement.text());
    return new Case(
        person,
        requested,
        new AuthorizationRequest(who, uid("Action", "get"), what, context),
        new Entities(Set.of(new Entity(who, parents), new Entity(what))));
  }

  private static EntityUID uid(String type, String id) {
    return EntityUID.parse(type + "::\"" + id + "\"").orElseThrow();
  }
}
