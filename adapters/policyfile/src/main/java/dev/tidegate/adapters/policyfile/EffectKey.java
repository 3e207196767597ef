package dev.tidegate.adapters.policyfile;

/// The keys that say what a rule does, of which it has exactly one.
enum EffectKey implements Key {
  APPROVERS("approvers"),
  APPROVAL("approval"),
  BREAK_GLASS("breakGlass"),
  DENY("deny");

  private final String word;

  EffectKey(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }
}
