package dev.tidegate.adapters.policyfile;

import java.util.Arrays;
import java.util.List;

/// The keys of the conditions of a rule, in the order in which conditions are looked at.
enum ConditionKey implements Key {
  USES("uses"),
  LONGEST("longest"),
  START_WITHIN("startWithin"),
  TICKET("ticket"),
  ACCOUNTS("accounts"),
  HOURS("hours"),
  MFA("mfa"),
  NETWORK("network"),
  ON_CALL("onCall");

  /// Those that a guardrail may demand.
  static final List<ConditionKey> DEMANDS = List.of(LONGEST, TICKET, HOURS, MFA, NETWORK);

  private final String word;

  ConditionKey(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(ConditionKey::word).toList();
  }
}
