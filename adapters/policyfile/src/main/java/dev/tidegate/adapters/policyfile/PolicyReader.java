package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import dev.tidegate.core.policy.Rule;
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
    Fields fields = at.fields("version", "accounts", "entitlements", "rules");
    Names<Account> accounts = Names.read(fields.need("accounts"), MOST, AccountReader::read);
    Names<Entitlement> entitlements =
        Names.read(fields.need("entitlements"), MOST, new EntitlementReader(accounts)::read);
    List<Rule> rules =
        fields.need("rules").map(new RuleReader(entitlements)::read).orElse(List.of());
    return Optional.of(new Policy(hash, accounts.values(), entitlements.values(), rules));
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
}
