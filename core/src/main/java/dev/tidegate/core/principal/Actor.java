package dev.tidegate.core.principal;

/// Who did something: a person (or machine) that signed in, or one of Tidegate's own functions.
public sealed interface Actor {
  /// Returns the identity to record: `issuer|subject`, or `tidegate|<function>`.
  String id();

  /// Returns the words to show.
  String label();

  /// A principal that signed in.
  record Person(PrincipalId principal, String label) implements Actor {
    @Override
    public String id() {
      return principal.canonical();
    }
  }

  /// One of Tidegate's functions, by its name.
  record Function(String name) implements Actor {
    @Override
    public String id() {
      return "tidegate|" + name;
    }

    @Override
    public String label() {
      return name;
    }
  }
}
