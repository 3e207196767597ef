package dev.tidegate.adapters.policydoc;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// What IAM makes of a call, by documents and, apart from them, by an entitlement as it is written:
/// there the value of a parameter is text, whatever is in it and around it. Policy variables are
/// read in both, as IAM reads them [AWS: IAM UG, "IAM policy elements: Variables and tags"].
final class SecondOpinion {
  private static final char RUN = '\uE000';
  private static final char ONE = '\uE001';

  private SecondOpinion() {}

  /// A call; the context has its keys in lower case.
  record Call(String action, String resource, Map<String, String> context) {}

  static boolean byDocument(IamPolicy document, Call call) {
    boolean allowed = false;
    for (IamStatement statement : document.statements()) {
      boolean applies =
          statement.actions().stream().anyMatch(one -> action(one.value(), call.action()))
              && statement.resources().stream()
                  .anyMatch(one -> is(one.value(), Map.of(), call, call.resource(), true))
              && conditions(statement).entrySet().stream()
                  .allMatch(
                      one -> {
                        String[] key = one.getKey().split(" ", 2);
                        return holds(key[0], key[1], one.getValue(), Map.of(), call);
                      });
      if (applies && statement.effect().equals(IamEffect.DENY)) {
        return false;
      }
      allowed |= applies;
    }
    return allowed;
  }

  static boolean asWritten(Entitlement entitlement, Map<Name, String> values, Call call) {
    Map<String, String> all = new TreeMap<>();
    values.forEach((name, value) -> all.put(name.text(), value));
    all.put("account", entitlement.account().id());
    all.put("region", entitlement.account().region());
    all.put("partition", entitlement.account().partition());
    for (Permission permission : entitlement.permissions()) {
      if (permission.actions().stream().anyMatch(one -> action(one, call.action()))
          && permission.resources().stream()
              .anyMatch(one -> is(one, all, call, call.resource(), true))
          && permission.conditions().stream()
              .allMatch(one -> holds(one.operator(), one.key(), one.values(), all, call))) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, List<String>> conditions(IamStatement statement) {
    return statement.conditions().stream()
        .collect(
            Collectors.groupingBy(
                one -> one.operator().value() + " " + one.key().value(),
                Collectors.mapping(IamCondition::value, Collectors.toList())));
  }

  private static boolean action(String pattern, String action) {
    return matches(
        pattern.toLowerCase(Locale.ROOT).replace('*', RUN).replace('?', ONE),
        action.toLowerCase(Locale.ROOT));
  }

  private static boolean holds(
      String operator, String key, List<String> values, Map<String, String> ours, Call call) {
    String kind = operator.replace("IfExists", "");
    Optional<String> actual = Optional.ofNullable(call.context().get(key.toLowerCase(Locale.ROOT)));
    if (kind.equals("Null")) {
      return values.stream().anyMatch(one -> Boolean.parseBoolean(one) == actual.isEmpty());
    }
    boolean not = kind.contains("Not");
    if (actual.isEmpty()) {
      return not || operator.endsWith("IfExists");
    }
    String found = actual.get();
    boolean any =
        values.stream()
            .anyMatch(
                value ->
                    switch (kind.replace("Not", "")) {
                      case "StringEquals", "Bool", "IpAddress" ->
                          is(value, ours, call, found, false);
                      case "StringEqualsIgnoreCase" ->
                          is(
                              value.toLowerCase(Locale.ROOT),
                              ours,
                              call,
                              found.toLowerCase(Locale.ROOT),
                              false);
                      case "StringLike", "ArnLike" -> is(value, ours, call, found, true);
                      case "NumericLessThan" ->
                          Long.parseLong(found)
                              < Long.parseLong(
                                  value.startsWith("${")
                                      ? ours.getOrDefault(
                                          value.substring(2, value.length() - 1), "")
                                      : value);
                      case "DateGreaterThanEquals" -> found.compareTo(value) >= 0;
                      case "DateLessThan" -> found.compareTo(value) < 0;
                      default -> throw new IllegalArgumentException(operator);
                    });
    return any != not;
  }

  /// @param ours values that stand for themselves, by the names of their variables
  private static boolean is(
      String text, Map<String, String> ours, Call call, String actual, boolean wildcards) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int end = text.startsWith("${", i) ? text.indexOf('}', i) : -1;
      if (end < 0) {
        char c = text.charAt(i);
        pattern.append(wildcards && c == '*' ? RUN : wildcards && c == '?' ? ONE : c);
        continue;
      }
      String name = text.substring(i + 2, end);
      i = end;
      String value =
          ours.containsKey(name)
              ? ours.get(name)
              : name.length() == 1 ? name : call.context().get(name.toLowerCase(Locale.ROOT));
      if (value == null) {
        return false;
      }
      pattern.append(value);
    }
    return matches(pattern.toString(), actual);
  }

  private static boolean matches(String pattern, String text) {
    List<Integer> at = new ArrayList<>(List.of(0));
    for (char c : pattern.toCharArray()) {
      List<Integer> next = new ArrayList<>();
      for (int i = 0; i <= text.length(); i++) {
        int here = i;
        if (c == RUN
            ? at.stream().anyMatch(before -> before <= here)
            : i > 0 && at.contains(i - 1) && (c == ONE || text.charAt(i - 1) == c)) {
          next.add(i);
        }
      }
      at = next;
    }
    return at.contains(text.length());
  }
}
