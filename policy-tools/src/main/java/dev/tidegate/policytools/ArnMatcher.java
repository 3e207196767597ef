package dev.tidegate.policytools;

import java.util.ArrayList;
import java.util.List;

/// Matches a resource of a policy, which may have wildcards and variables, against a resource type
/// that AWS describes by an ARN such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`.
final class ArnMatcher {
  /// The parts of an ARN; the last may contain further colons.
  private static final int PARTS = 6;

  /// Marks for any text, any character, and any text without a slash.
  private static final char ANY = '\uE000';

  private static final char ONE = '\uE001';
  private static final char SEGMENT = '\uE002';

  private ArnMatcher() {}

  /// Returns whether some concrete resource matches both `resource` and the type `arn`.
  static boolean fits(String resource, String arn) {
    List<String> left = List.of(marked(resource).split(":", PARTS));
    List<String> right = List.of(marked(arn).split(":", PARTS));
    if (left.size() != right.size()) {
      return left.size() == 1 || right.size() == 1;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!meet(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// Returns the text with one mark for each wildcard and variable. The name of a bucket contains
  /// no slash; other names may.
  private static String marked(String text) {
    return text.replaceAll("[$][{]BucketName}", String.valueOf(SEGMENT))
        .replaceAll("[$][{][^}]*}", String.valueOf(ANY))
        .replace('*', ANY)
        .replace('?', ONE);
  }

  /// Returns whether some text matches both patterns. Keeps the reachable positions in one while
  /// going through the other, a character at a time.
  private static boolean meet(String left, String right) {
    boolean[][] can = new boolean[left.length() + 1][right.length() + 1];
    can[left.length()][right.length()] = true;
    for (int i = left.length(); i >= 0; i--) {
      for (int j = right.length(); j >= 0; j--) {
        can[i][j] |= step(left, i, right, j, can);
      }
    }
    return can[0][0];
  }

  private static boolean step(String left, int i, String right, int j, boolean[][] can) {
    boolean moreLeft = i < left.length();
    boolean moreRight = j < right.length();
    List<Boolean> ways = new ArrayList<>();
    if (moreLeft && many(left.charAt(i))) {
      ways.add(can[i + 1][j]);
      ways.add(moreRight && holds(left.charAt(i), right.charAt(j)) && can[i][j + 1]);
    }
    if (moreRight && many(right.charAt(j))) {
      ways.add(can[i][j + 1]);
      ways.add(moreLeft && holds(right.charAt(j), left.charAt(i)) && can[i + 1][j]);
    }
    if (moreLeft && moreRight && !many(left.charAt(i)) && !many(right.charAt(j))) {
      boolean same =
          left.charAt(i) == right.charAt(j) || left.charAt(i) == ONE || right.charAt(j) == ONE;
      ways.add(same && can[i + 1][j + 1]);
    }
    return ways.contains(true);
  }

  private static boolean many(char mark) {
    return mark == ANY || mark == SEGMENT;
  }

  /// Returns whether the text of a mark can contain what a character of the other pattern stands
  /// for.
  private static boolean holds(char mark, char other) {
    return mark == ANY || other != '/';
  }
}
