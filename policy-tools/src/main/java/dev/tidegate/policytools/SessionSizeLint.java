package dev.tidegate.policytools;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.PatternLength;
import dev.tidegate.core.entitlement.PatternSamples;
import dev.tidegate.core.entitlement.Permission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// The size of an entitlement's session policy in characters, measured on the documents that would
/// be issued, with sample values of its parameters. A value that another resource covers takes no
/// room, and equal values take it once.
///
/// @param surely a lower bound: no values give less
/// @param least the least that any tried values gave
/// @param most the most that any tried values gave
record SessionSizeLint(int surely, int least, int most) {
  /// The limit on tried combinations of values. With more, a seeded random selection of this size
  /// is tried.
  private static final int MOST_TRIED = 200;

  /// Measures an entitlement whose policies may have up to `limit` characters. When the upper bound
  /// is within it, no values are tried.
  static SessionSizeLint of(Entitlement entitlement, SessionPolicySizer size, int limit) {
    int bound = size.characters(entitlement.filled(standIns(entitlement)));
    if (bound <= limit || entitlement.parameters().isEmpty()) {
      return new SessionSizeLint(bound, bound, bound);
    }
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (Map<Name, String> values : tried(entitlement)) {
      int characters = size.characters(entitlement.filled(values));
      least = Math.min(least, characters);
      most = Math.max(most, characters);
    }
    List<Permission> certain = CertainPermissions.without(entitlement);
    return new SessionSizeLint(
        certain.isEmpty() ? 0 : Math.min(least, size.characters(certain)), least, most);
  }

  /// Returns stand-ins for an upper bound: values as long as any can be, and covered by nothing
  /// that does not cover every value.
  private static Map<Name, String> standIns(Entitlement entitlement) {
    Map<Name, String> values = new HashMap<>();
    for (Parameter parameter : byName(entitlement)) {
      int length =
          parameter
              .pattern()
              .map(pattern -> PatternLength.of(pattern.pattern()).most())
              .orElseGet(
                  () -> parameter.choices().stream().mapToInt(String::length).max().orElse(1));
      values.put(parameter.name(), Character.toString(0xFF - values.size()).repeat(length));
    }
    return values;
  }

  private static List<Map<Name, String>> tried(Entitlement entitlement) {
    Map<Name, List<String>> samples = new HashMap<>();
    long combinations = 1;
    for (Parameter parameter : byName(entitlement)) {
      samples.put(parameter.name(), samples(parameter));
      combinations = Math.min(MOST_TRIED + 1L, combinations * samples(parameter).size());
    }
    List<Map<Name, String>> tried = new ArrayList<>();
    Random random = new Random(combinations);
    for (int i = 0; i < Math.min(combinations, MOST_TRIED); i++) {
      Map<Name, String> values = new HashMap<>();
      int digits = i;
      for (Parameter parameter : byName(entitlement)) {
        List<String> own = samples.getOrDefault(parameter.name(), List.of(""));
        boolean all = combinations <= MOST_TRIED;
        int pick =
            all ? digits % own.size() : i < 2 ? i * (own.size() - 1) : random.nextInt(own.size());
        digits /= own.size();
        values.put(parameter.name(), own.get(pick));
      }
      tried.add(values);
    }
    return tried;
  }

  /// Returns sample values from the shortest to the longest, or stand-ins of those lengths where no
  /// sample could be generated.
  private static List<String> samples(Parameter parameter) {
    Comparator<String> byLength = Comparator.comparingInt(String::length);
    if (parameter.pattern().isEmpty()) {
      return parameter.choices().stream().sorted(byLength).toList();
    }
    PatternSamples made = PatternSamples.of(parameter);
    PatternLength lengths = PatternLength.of(parameter.pattern().get().pattern());
    return Stream.concat(
            made.shortest().isEmpty()
                ? Stream.of("x".repeat(lengths.least()))
                : made.shortest().stream(),
            made.longest().isEmpty()
                ? Stream.of("x".repeat(lengths.most()))
                : made.longest().stream())
        .distinct()
        .sorted(byLength)
        .toList();
  }

  private static List<Parameter> byName(Entitlement entitlement) {
    return entitlement.parameters().values().stream()
        .sorted(Comparator.comparing(Parameter::name))
        .toList();
  }
}
