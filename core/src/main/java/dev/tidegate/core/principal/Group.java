package dev.tidegate.core.principal;

/// A group as the identity provider names it: 1 to 128 characters, no white space, brackets, commas
/// or control characters (an HTTP API hands a list of groups over as one flat text, which such
/// names would make ambiguous).
public record Group(String name) implements Comparable<Group> {
  public Group {
    if (!valid(name)) {
      throw new IllegalArgumentException(
          "group: 1 to 128 characters without white space, brackets or commas expected");
    }
  }

  /// Says whether a group can have this name.
  public static boolean valid(String name) {
    return !name.isEmpty() && name.length() <= 128 && name.chars().allMatch(Group::plain);
  }

  private static boolean plain(int c) {
    return !Character.isWhitespace(c) && !Character.isISOControl(c) && "[],".indexOf(c) < 0;
  }

  @Override
  public int compareTo(Group other) {
    return name.compareTo(other.name);
  }
}
