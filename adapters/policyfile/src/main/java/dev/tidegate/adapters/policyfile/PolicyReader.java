package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.policy.Rota;
import dev.tidegate.core.policy.Rule;
import dev.tidegate.core.principal.PrincipalId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a whole policy of format version 1.
final class PolicyReader {
  private static final int MOST = 10_000;

  private PolicyReader() {}

  /// Returns the policy; what it returns counts only when nothing was found.
  static Optional<Policy> read(Node root, PolicyHash hash, Findings findings) {
    Cursor at = new Cursor(root, Path.ROOT, findings);
    if (!versionOne(at)) {
      return Optional.empty();
    }
    Fields fields =
        at.fields(
            "version",
            "accounts",
            "entitlements",
            "groups",
            "people",
            "rotas",
            "rules",
            "guardrails");
    Names<Account> accounts = Names.required(fields, "accounts", MOST, AccountReader::read);
    Names<List<Entitlement>> entitlements =
        Names.required(fields, "entitlements", MOST, new EntitlementReader(accounts)::read);
    FileGroups groups = FileGroups.read(fields.get("groups"));
    Names<PrincipalId> people = Names.optional(fields, "people", MOST, RotaReader::person);
    Names<Rota> rotas = Names.optional(fields, "rotas", MOST, new RotaReader(people)::read);
    List<Rule> rules =
        fields
            .need("rules")
            .map(new RuleReader(entitlements, groups, rotas)::read)
            .orElse(List.of());
    List<Guardrail> guardrails =
        fields
            .get("guardrails")
            .map(new GuardrailReader(entitlements, groups, rotas, rules)::read)
            .orElse(List.of());
    return Optional.of(
        new Policy(hash, accounts.values(), byName(entitlements, findings, at), rules, guardrails));
  }

  /// Without a version of ours nothing else means anything.
  private static boolean versionOne(Cursor at) {
    if (!(at.node() instanceof Node.Fields)) {
      at.wrongType("a mapping with version, accounts, entitlements and rules", "");
      return false;
    }
    Optional<Cursor> version =
        new Fields(
                at,
                at.node() instanceof Node.Fields(_, Map<String, Node.Field> all)
                    ? Optional.of(all)
                    : Optional.empty())
            .need("version");
    if (version.isEmpty()) {
      return false;
    }
    if (version.get().node() instanceof Node.Text text
        && text.kind() == Node.Kind.WHOLE
        && text.value().equals("1")) {
      return true;
    }
    version.get().report(Code.WRONG_VERSION, "1 expected, the only version of the format");
    return false;
  }

  private static Map<Name, Entitlement> byName(
      Names<List<Entitlement>> entitlements, Findings findings, Cursor at) {
    Map<Name, Entitlement> byName = new LinkedHashMap<>();
    for (List<Entitlement> all : entitlements.values().values()) {
      for (Entitlement one : all) {
        if (byName.putIfAbsent(one.name(), one) != null) {
          findings.add(
              at.node().at(),
              Code.DUPLICATE_VALUE,
              "entitlements: names that stay apart expected, found two of " + one.name());
        }
      }
    }
    return byName;
  }
}
