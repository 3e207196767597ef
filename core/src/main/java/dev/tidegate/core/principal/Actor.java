package dev.tidegate.core.principal;

/// Who did something: a signed-in person or machine, or one of Tidegate's own functions.
public sealed interface Actor {
  /// Returns the identity to record: `issuer|subject`, or `tidegate|<function>`.
  String id();

  /// Returns the name to display.
  String label();

  /// A signed-in person or machine.
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
