/// Reads policy files in YAML, strictly, with a line and a column for every finding.
///
/// Start with [YamlPolicyParser]. [TreeReader] parses the bytes into a tree of [YamlNode]; the
/// readers read it through [YamlValue]; [PolicyReader] assembles the policy.
@NullMarked
package dev.tidegate.adapters.policyfile;

import org.jspecify.annotations.NullMarked;
