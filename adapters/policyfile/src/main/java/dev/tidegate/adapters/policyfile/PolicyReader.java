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

  /// Returns the policy, which is valid only when `findings` stays empty.
  static Optional<Policy> read(YamlNode root, PolicyHash hash, Findings findings) {
    YamlValue at = new YamlValue(root, YamlPath.ROOT, findings);
    if (!versionOne(at)) {
      return Optional.empty();
    }
    YamlMapping fields =
        at.fields(
            "version",
            "accounts",
            "entitlements",
            "groups",
            "people",
            "rotas",
            "rules",
            "guardrails");
    NamedItems<Account> accounts =
        NamedItems.required(fields, "accounts", MOST, AccountReader::read);
    NamedItems<List<Entitlement>> entitlements =
        NamedItems.required(fields, "entitlements", MOST, new EntitlementReader(accounts)::read);
    FileGroups groups = FileGroups.read(fields.get("groups"));
    NamedItems<PrincipalId> people =
        NamedItems.optional(fields, "people", MOST, RotaReader::person);
    NamedItems<Rota> rotas =
        NamedItems.optional(fields, "rotas", MOST, new RotaReader(people)::read);
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

  /// Checks the format version; without a known one, nothing else is read.
  private static boolean versionOne(YamlValue at) {
    if (!(at.node() instanceof YamlNode.Fields)) {
      at.wrongType("a mapping with version, accounts, entitlements and rules", "");
      return false;
    }
    Optional<YamlValue> version =
        new YamlMapping(
                at,
                at.node() instanceof YamlNode.Fields(_, Map<String, YamlNode.Field> all)
                    ? Optional.of(all)
                    : Optional.empty())
            .need("version");
    if (version.isEmpty()) {
      return false;
    }
    if (version.get().node() instanceof YamlNode.Text text
        && text.kind() == YamlNode.Kind.WHOLE
        && text.value().equals("1")) {
      return true;
    }
    version.get().report(FindingCode.WRONG_VERSION, "1 expected, the only version of the format");
    return false;
  }

  private static Map<Name, Entitlement> byName(
      NamedItems<List<Entitlement>> entitlements, Findings findings, YamlValue at) {
    Map<Name, Entitlement> byName = new LinkedHashMap<>();
    for (List<Entitlement> all : entitlements.values().values()) {
      for (Entitlement one : all) {
        if (byName.putIfAbsent(one.name(), one) != null) {
          findings.add(
              at.node().at(),
              FindingCode.DUPLICATE_VALUE,
              "entitlements: names that stay apart expected, found two of " + one.name());
        }
      }
    }
    return byName;
  }
}
