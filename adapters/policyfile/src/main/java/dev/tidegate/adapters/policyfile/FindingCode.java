package dev.tidegate.adapters.policyfile;

import java.util.Locale;

/// The kinds of finding in a policy file. Their codes are part of the public interface: scripts and
/// editors rely on them.
public enum FindingCode {
  FILE_TOO_LARGE,
  FILE_ENCODING,
  LINE_TOO_LONG,
  YAML_SYNTAX,
  YAML_ANCHOR,
  YAML_ALIAS,
  YAML_TAG,
  YAML_MERGE,
  YAML_DOCUMENTS,
  YAML_DEPTH,
  YAML_VALUES,
  DUPLICATE_KEY,
  UNKNOWN_KEY,
  MISSING_KEY,
  CONFLICTING_KEYS,
  WRONG_TYPE,
  WRONG_VERSION,
  EMPTY,
  TOO_MANY,
  DUPLICATE_VALUE,
  INVALID_VALUE,
  UNKNOWN_NAME,
  GROUP_CYCLE,
  UNKNOWN_VARIABLE,
  UNUSED_PARAMETER,
  OTHER_ACCOUNT,
  OUTLIVING_ACTION,
  MORE_FINDINGS;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
