package dev.tidegate.cli.signin;

/// A value that must never be printed: its text form is `***`.
public record Secret(String value) {
  public Secret {
    if (value.isBlank()) {
      throw new IllegalArgumentException("an empty secret");
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
