package dev.tidegate.core.principal;

/// A group as the identity provider names it: 1 to 250 code points, without control characters, and
/// without white space other than inner spaces. Unpaired surrogates are not allowed, because they
/// would turn into another name when encoded.
///
/// Two groups are the same when their names are, character by character.
public record Group(String name) implements Comparable<Group> {
  private static final int LONGEST = 250;
  private static final int BYTE_ORDER_MARK = 0xfeff;

  public Group {
    if (!valid(name)) {
      throw new IllegalArgumentException(
          "group: 1 to 250 characters expected, without control characters, without white space"
              + " other than spaces inside");
    }
  }

  /// Returns whether a group can have this name.
  public static boolean valid(String name) {
    return !name.isEmpty()
        && name.codePointCount(0, name.length()) <= LONGEST
        && name.charAt(0) != ' '
        && name.charAt(name.length() - 1) != ' '
        && name.codePoints().allMatch(Group::plain);
  }

  private static boolean plain(int c) {
    return c == ' '
        || !(Character.isWhitespace(c)
            || Character.isSpaceChar(c)
            || Character.isISOControl(c)
            || Character.getType(c) == Character.SURROGATE
            || c == BYTE_ORDER_MARK);
  }

  @Override
  public int compareTo(Group other) {
    return name.compareTo(other.name);
  }
}
