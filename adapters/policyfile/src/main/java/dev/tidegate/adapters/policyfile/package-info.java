/// Reads a policy file: YAML, strictly, with a line and a column for every finding.
///
/// Start with [YamlPolicyParser]. The bytes become a tree of [Node] in [TreeReader]; the readers
/// walk it with a [Cursor]; [PolicyReader] puts their parts together.
@NullMarked
package dev.tidegate.adapters.policyfile;

import org.jspecify.annotations.NullMarked;
