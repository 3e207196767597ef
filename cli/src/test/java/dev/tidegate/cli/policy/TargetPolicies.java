package dev.tidegate.cli.policy;

import dev.tidegate.core.entitlement.ActionDecision;
import dev.tidegate.core.entitlement.ActionDecision.Kind;
import dev.tidegate.core.entitlement.ActionDecisions;
import dev.tidegate.policytools.KnownActions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the decisions of core's `actions.txt` come to in the policies of a target account, as the
/// lines of its template.
final class TargetPolicies {
  /// How wide a line may get.
  private static final int WIDTH = 120;

  private static final String SERVICE_ONLY = "*";

  private final ActionDecisions decisions;
  private final IamActions iam;

  TargetPolicies(ActionDecisions decisions, IamActions iam) {
    this.decisions = decisions;
    this.iam = iam;
  }

  /// Returns the statements that let through everything but the services of which a few actions may
  /// be given at most, and these few by their names.
  List<String> allows() {
    List<String> closed =
        decisions.all().stream()
            .map(ActionDecision::action)
            .filter(action -> action.endsWith(":*"))
            .sorted()
            .toList();
    TreeSet<String> named = new TreeSet<>();
    for (ActionDecision decision : decisions.all()) {
      String service = service(decision.action());
      if (!decision.denied() && closed.contains(service + ":*")) {
        named.add(decision.action());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.addAll(statement("NothingOfTheseServices", "Allow", "NotAction", closed));
    lines.addAll(statement("ButWhatReadsThem", "Allow", "Action", lists(named)));
    return lines;
  }

  /// Returns the statement that denies what leaves something of a kind behind.
  List<String> denies(String sid, Kind kind) {
    List<String> patterns = new ArrayList<>();
    denied(kind)
        .forEach(
            (service, names) ->
                patterns.addAll(
                    names.contains(SERVICE_ONLY)
                        ? List.of(service + ":*")
                        : ActionPatterns.of(service, names, allowed(service))));
    return statement(sid, "Deny", "Action", patterns);
  }

  /// Actions that sessions are denied, by service; `*` alone for all of a service.
  private Map<String, TreeSet<String>> denied(Kind kind) {
    Map<String, TreeSet<String>> denied = new TreeMap<>();
    for (ActionDecision decision : decisions.all()) {
      if (decision.denied() && decision.kind() == kind) {
        denied
            .computeIfAbsent(service(decision.action()), _ -> new TreeSet<>())
            .add(decision.action().substring(decision.action().indexOf(':') + 1));
      }
    }
    // A service of which some actions are named is denied these; the rest the boundary leaves out.
    denied.values().stream()
        .filter(names -> names.size() > 1)
        .forEach(names -> names.remove(SERVICE_ONLY));
    return denied;
  }

  /// Names of a service's actions that no policy may deny.
  private List<String> allowed(String service) {
    return iam.covered(service + ":*").stream()
        .map(KnownActions.Known::name)
        .filter(name -> decisions.of(name).filter(ActionDecision::denied).isEmpty())
        .map(name -> name.substring(name.indexOf(':') + 1))
        .toList();
  }

  /// The names, those that begin with List in one pattern for each service: what AWS calls so has
  /// never handed anything out.
  private static List<String> lists(Collection<String> named) {
    return named.stream()
        .map(name -> name.replaceFirst(":List.*", ":List*"))
        .distinct()
        .sorted()
        .toList();
  }

  private static String service(String action) {
    return action.substring(0, action.indexOf(':'));
  }

  private static List<String> statement(
      String sid, String effect, String element, List<String> actions) {
    List<String> lines = new ArrayList<>();
    lines.add("          - Sid: " + sid);
    lines.add("            Effect: " + effect);
    lines.add("            Resource: \"*\"");
    lines.add("            " + element + ":");
    StringBuilder line = new StringBuilder("              [");
    for (int i = 0; i < actions.size(); i++) {
      String item = actions.get(i) + (i + 1 < actions.size() ? "," : "]");
      if (line.length() + 1 + item.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder("               ");
      }
      line.append(item).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
