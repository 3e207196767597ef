package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.PatternLength;
import dev.tidegate.core.entitlement.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The part of an entitlement's permissions that is in the session policy for all values of its
/// parameters: without every resource that another one covers for some values. It is a lower bound
/// on the size of the session policy; [SessionSizeLint] uses it.
final class CertainPermissions {
  /// The first of the characters that stand for parameters in a text. No value and no file contains
  /// them.
  private static final char FIRST = '\uE000';

  private CertainPermissions() {}

  /// Returns those permissions, with the same shortest value for all parameters, so that resources
  /// that can be equal are equal; empty when no permission is certain.
  static List<Permission> without(Entitlement entitlement) {
    Map<Name, String> marks = new HashMap<>();
    Map<Character, Parameter> byMark = new HashMap<>();
    int shortest = 256;
    for (Parameter parameter : entitlement.parameters().values()) {
      char mark = (char) (FIRST + marks.size());
      marks.put(parameter.name(), Character.toString(mark));
      byMark.put(mark, parameter);
      shortest = Math.min(shortest, shortest(parameter));
    }
    Map<Name, String> equal = new HashMap<>();
    int length = shortest;
    marks.keySet().forEach(name -> equal.put(name, "\u00ff".repeat(length)));
    List<Permission> marked = entitlement.filled(marks);
    List<Permission> filled = entitlement.filled(equal);
    Set<String> all = new HashSet<>();
    marked.forEach(permission -> all.addAll(permission.resources()));
    List<Permission> left = new ArrayList<>();
    for (int i = 0; i < marked.size(); i++) {
      List<String> kept = new ArrayList<>();
      for (int r = 0; r < marked.get(i).resources().size(); r++) {
        String resource = marked.get(i).resources().get(r);
        if (all.stream().noneMatch(other -> mayCover(other, resource, byMark))) {
          kept.add(filled.get(i).resources().get(r));
        }
      }
      if (!kept.isEmpty()) {
        left.add(new Permission(filled.get(i).actions(), kept, filled.get(i).conditions()));
      }
    }
    return left;
  }

  private static int shortest(Parameter parameter) {
    return parameter
        .pattern()
        .map(pattern -> PatternLength.of(pattern.pattern()).least())
        .orElseGet(() -> parameter.choices().stream().mapToInt(String::length).min().orElse(1));
  }

  /// Returns whether, for some values, `wide` matches something of `narrow`. Two resources without
  /// parameters are not compared here, since writing the document does that. Of two that can only
  /// be equal, the one with the parameter counts as covered.
  private static boolean mayCover(String wide, String narrow, Map<Character, Parameter> byMark) {
    boolean pattern = wide.indexOf('*') >= 0 || wide.indexOf('?') >= 0;
    if (wide.equals(narrow) || (!marked(narrow) && !(marked(wide) && pattern))) {
      return false;
    }
    return meet(anythingBut(narrow, wide), anythingBut(wide, narrow))
        && (pattern || marked(wide) || mayEqual(wide, narrow, byMark));
  }

  /// Returns whether `narrow` can equal `literal`: if it has a single parameter, whether that
  /// accepts the value that makes them equal; with several, true.
  private static boolean mayEqual(String literal, String narrow, Map<Character, Parameter> byMark) {
    int first = 0;
    while (!isMark(narrow.charAt(first))) {
      first++;
    }
    String rest = narrow.substring(first + 1);
    Parameter parameter = byMark.get(narrow.charAt(first));
    return parameter == null
        || marked(rest)
        || parameter
            .objection(literal.substring(first, literal.length() - rest.length()))
            .isEmpty();
  }

  private static boolean marked(String text) {
    return text.chars().anyMatch(CertainPermissions::isMark);
  }

  private static boolean isMark(int c) {
    return c >= FIRST && c < FIRST + 256;
  }

  /// Returns `text` with a `*` for each parameter that is not in `other`. A shared parameter has
  /// the same value in both.
  private static String anythingBut(String other, String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      out.append(isMark(c) && other.indexOf(c) < 0 ? '*' : c);
    }
    return out.toString();
  }

  /// Returns whether some text matches both patterns.
  private static boolean meet(String one, String other) {
    boolean[][] rest = new boolean[one.length() + 1][other.length() + 1];
    for (int i = one.length(); i >= 0; i--) {
      for (int j = other.length(); j >= 0; j--) {
        char a = i < one.length() ? one.charAt(i) : 0;
        char b = j < other.length() ? other.charAt(j) : 0;
        if (a == '*' || b == '*') {
          rest[i][j] =
              (a == '*' && (rest[i + 1][j] || (b != 0 && rest[i][j + 1])))
                  || (b == '*' && (rest[i][j + 1] || (a != 0 && rest[i + 1][j])));
        } else {
          rest[i][j] =
              a == 0 || b == 0 ? a == b : (a == b || a == '?' || b == '?') && rest[i + 1][j + 1];
        }
      }
    }
    return rest[0][0];
  }
}
