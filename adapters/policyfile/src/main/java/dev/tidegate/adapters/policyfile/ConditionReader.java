package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Network;
import dev.tidegate.core.policy.OnCall;
import dev.tidegate.core.policy.Rota;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.core.principal.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the conditions of a rule; each has a key of its own.
final class ConditionReader {
  /// The keys, in the order in which conditions are looked at.
  static final List<String> KEYS =
      List.of(
          "uses",
          "longest",
          "startWithin",
          "ticket",
          "accounts",
          "hours",
          "mfa",
          "network",
          "onCall");

  private static final int MOST_NETWORKS = 100;
  private static final int MOST_VALUES = 100;

  private final FileGroups groups;
  private final NamedItems<Rota> rotas;

  ConditionReader(FileGroups groups, NamedItems<Rota> rotas) {
    this.groups = groups;
    this.rotas = rotas;
  }

  List<Condition> read(YamlMapping fields) {
    return read(fields, KEYS);
  }

  /// Reads those of some keys.
  List<Condition> read(YamlMapping fields, List<String> keys) {
    List<Condition> conditions = new ArrayList<>();
    for (String key : keys) {
      fields
          .get(key)
          .ifPresent(
              at -> {
                if (key.equals("accounts")) {
                  conditions.addAll(accounts(at));
                } else {
                  one(key, at).ifPresent(conditions::add);
                }
              });
    }
    return conditions;
  }

  private Optional<Condition> one(String key, YamlValue at) {
    return switch (key) {
      case "uses" -> {
        List<Use> uses = CommonReaders.uses(at);
        yield uses.isEmpty()
            ? Optional.empty()
            : Optional.of(new Condition.ForUse(Set.copyOf(uses)));
      }
      case "longest" -> CommonReaders.span(at).map(Condition.NoLongerThan::new);
      case "startWithin" -> CommonReaders.span(at).map(Condition.StartsWithin::new);
      case "ticket" -> CommonReaders.pattern(at).map(Condition.TicketLike::new);
      case "hours" -> TimeReader.hours(at).map(Condition.class::cast);
      case "mfa" -> secondFactor(at);
      case "network" -> network(at);
      case "onCall" -> onCall(at);
      default -> throw new IllegalArgumentException(key);
    };
  }

  private static List<Condition> accounts(YamlValue at) {
    AccountReader.Selection selection = AccountReader.selection(at);
    List<Condition> conditions = new ArrayList<>();
    if (!selection.labels().isEmpty()) {
      conditions.add(new Condition.AccountLabels(new TreeMap<>(selection.labels())));
    }
    selection.unit().map(Condition.InUnit::new).ifPresent(conditions::add);
    return conditions;
  }

  private static Optional<Condition> secondFactor(YamlValue at) {
    if (at.node() instanceof YamlNode.Fields) {
      return at.fields("within")
          .need("within")
          .flatMap(CommonReaders::span)
          .map(AccessDuration::length)
          .map(within -> new SecondFactor(Optional.of(within)));
    }
    return at.text(
            "required, or a mapping with within,",
            text -> Optional.of(text).filter("required"::equals))
        .map(_ -> new SecondFactor(Optional.empty()));
  }

  private static Optional<Condition> network(YamlValue at) {
    List<Network.Range> ranges =
        at.distinct(
            MOST_NETWORKS,
            item ->
                item.text(
                    "a network such as 10.0.0.0/8 or 2001:db8::/32, with no bit set beyond its"
                        + " length,",
                    Network.Range::parse));
    return ranges.isEmpty() ? Optional.empty() : Optional.of(new Network(ranges));
  }

  private Optional<Condition> onCall(YamlValue at) {
    YamlMapping fields = at.fields("rota", "groups", "claim", "values");
    Optional<String> kind = fields.exactlyOne("rota", "groups", "claim");
    if (kind.filter(key -> !key.equals("claim")).isPresent()) {
      fields.refuse("they belong to claim", "values");
    }
    Optional<OnCall.Source> source = kind.flatMap(key -> source(fields, key));
    return source.map(OnCall::new);
  }

  private Optional<OnCall.Source> source(YamlMapping fields, String kind) {
    YamlValue at = fields.need(kind).orElseThrow();
    return switch (kind) {
      case "rota" -> rotas.refer(at, "a rota").flatMap(rotas::value).map(OnCall.Source.Turn::new);
      case "groups" -> {
        SortedSet<Group> members = groups.read(at);
        yield members.isEmpty()
            ? Optional.empty()
            : Optional.of(new OnCall.Source.Members(members));
      }
      default -> {
        Optional<String> claim = claim(at);
        List<String> values =
            fields
                .need("values")
                .map(all -> all.distinct(MOST_VALUES, ConditionReader::claim))
                .orElse(List.of());
        yield values.isEmpty()
            ? Optional.empty()
            : claim.map(name -> new OnCall.Source.Claim(name, new TreeSet<>(values)));
      }
    };
  }

  private static Optional<String> claim(YamlValue at) {
    return at.text(
        "1 to 250 characters on one line, without spaces around them",
        text -> Optional.of(text).filter(Group::valid));
  }
}
