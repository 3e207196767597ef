package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.PolicyHash;
import java.util.Optional;

/// Parses the policy language of `docs/policy.md`, version 1.
///
/// Strict: anything that the language does not define is a finding and never ignored. All findings
/// of a file are reported at once, up to 100. Time and memory are bounded by the size of the file,
/// which is limited to 5 MB. Stateless.
public final class YamlPolicyParser implements PolicyParser {
  @Override
  public Result parse(byte[] file) {
    Findings findings = new Findings();
    Optional<YamlNode> root = new TreeReader(findings).read(file);
    if (root.isEmpty() && findings.none()) {
      findings.add(
          SourcePosition.START, FindingCode.EMPTY, "a policy expected, found an empty file");
    }
    Optional<Policy> policy =
        root.flatMap(node -> PolicyReader.read(node, PolicyHash.of(file), findings));
    return policy.isPresent() && findings.none()
        ? new Result.Valid(policy.get())
        : new Result.Invalid(findings.inOrder());
  }
}
