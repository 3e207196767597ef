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

/// Reads the conditions of a rule, each under its own key.
final class ConditionReader {
  /// The sources of who is on call.
  private enum SourceKey implements Key {
    ROTA("rota"),
    GROUPS("groups"),
    CLAIM("claim");

    private final String word;

    SourceKey(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }

  private static final int MOST_NETWORKS = 100;
  private static final int MOST_VALUES = 100;

  private final FileGroups groups;
  private final NamedItems<Rota> rotas;

  ConditionReader(FileGroups groups, NamedItems<Rota> rotas) {
    this.groups = groups;
    this.rotas = rotas;
  }

  List<Condition> read(YamlMapping fields) {
    return read(fields, List.of(ConditionKey.values()));
  }

  /// Reads the conditions under these keys.
  List<Condition> read(YamlMapping fields, List<ConditionKey> keys) {
    List<Condition> conditions = new ArrayList<>();
    for (ConditionKey key : keys) {
      fields.get(key.word()).ifPresent(at -> conditions.addAll(one(key, at)));
    }
    return conditions;
  }

  private List<? extends Condition> one(ConditionKey key, YamlValue at) {
    return switch (key) {
      case USES -> {
        List<Use> uses = CommonReaders.uses(at);
        yield uses.isEmpty() ? List.of() : List.of(new Condition.ForUse(Set.copyOf(uses)));
      }
      case LONGEST -> CommonReaders.span(at).map(Condition.NoLongerThan::new).stream().toList();
      case START_WITHIN ->
          CommonReaders.span(at).map(Condition.StartsWithin::new).stream().toList();
      case TICKET -> CommonReaders.pattern(at).map(Condition.TicketLike::new).stream().toList();
      case ACCOUNTS -> accounts(at);
      case HOURS -> TimeReader.hours(at).stream().toList();
      case MFA -> secondFactor(at).stream().toList();
      case NETWORK -> network(at).stream().toList();
      case ON_CALL -> onCall(at).stream().toList();
    };
  }

  /// Reads the conditions on the account.
  List<Condition.OfAccount> accounts(YamlMapping fields) {
    return fields
        .get(ConditionKey.ACCOUNTS.word())
        .map(ConditionReader::accounts)
        .orElse(List.of());
  }

  private static List<Condition.OfAccount> accounts(YamlValue at) {
    AccountReader.Selection selection = AccountReader.selection(at);
    List<Condition.OfAccount> conditions = new ArrayList<>();
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
    Optional<SourceKey> kind = fields.exactlyOne(List.of(SourceKey.values()));
    if (kind.filter(key -> key != SourceKey.CLAIM).isPresent()) {
      fields.refuse("they belong to claim", "values");
    }
    Optional<OnCall.Source> source = kind.flatMap(key -> source(fields, key));
    return source.map(OnCall::new);
  }

  private Optional<OnCall.Source> source(YamlMapping fields, SourceKey kind) {
    YamlValue at = fields.need(kind.word()).orElseThrow();
    return switch (kind) {
      case ROTA -> rotas.refer(at, "a rota").flatMap(rotas::value).map(OnCall.Source.Turn::new);
      case GROUPS -> {
        SortedSet<Group> members = groups.read(at);
        yield members.isEmpty()
            ? Optional.empty()
            : Optional.of(new OnCall.Source.Members(members));
      }
      case CLAIM -> {
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
