package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Writes out everything that a policy holds, component by component of every record, and notes
/// which values each component had: so that two policies can be compared to the last field, also
/// those that are added one day.
final class Written {
  private final SortedMap<String, Set<String>> values = new TreeMap<>();

  String all(Policy policy) {
    return policy.hash().hex()
        + "\n"
        + lines(policy.accounts().stream().sorted(Comparator.comparing(Account::name)).toList())
        + lines(
            policy.entitlements().stream().sorted(Comparator.comparing(Entitlement::name)).toList())
        + lines(policy.rules())
        + lines(policy.guardrails().all());
  }

  /// Returns the components that a policy can hold and that never had two different values.
  Set<String> notVaried() {
    Set<String> all = new TreeSet<>();
    Set<Class<?>> seen = new HashSet<>();
    List.of(Account.class, Entitlement.class, Rule.class, Guardrail.class)
        .forEach(type -> reach(type, seen, all));
    all.removeIf(component -> values.getOrDefault(component, Set.of()).size() > 1);
    return all;
  }

  private String lines(List<?> things) {
    StringBuilder lines = new StringBuilder();
    things.forEach(thing -> lines.append(written(thing)).append('\n'));
    return lines.toString();
  }

  private String written(Object value) {
    return switch (value) {
      case Record it -> record(it);
      case Pattern it -> "/" + it.pattern() + "/" + it.flags();
      case Optional<?> it -> it.map(this::written).orElse("none");
      case Set<?> it -> it.stream().map(this::written).sorted().toList().toString();
      case Collection<?> it -> it.stream().map(this::written).toList().toString();
      case Map<?, ?> it ->
          it.entrySet().stream()
              .map(entry -> written(entry.getKey()) + "=" + written(entry.getValue()))
              .sorted()
              .toList()
              .toString();
      default -> value.toString();
    };
  }

  private String record(Record it) {
    StringBuilder text = new StringBuilder(it.getClass().getName()).append('{');
    for (RecordComponent component : it.getClass().getRecordComponents()) {
      String value = written(valueOf(component, it));
      values.computeIfAbsent(key(it.getClass(), component), _ -> new HashSet<>()).add(value);
      text.append(component.getName()).append('=').append(value).append(' ');
    }
    return text.append('}').toString();
  }

  private static Object valueOf(RecordComponent component, Record of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static void reach(Type type, Set<Class<?>> seen, Set<String> components) {
    if (type instanceof ParameterizedType generic) {
      List.of(generic.getActualTypeArguments()).forEach(each -> reach(each, seen, components));
    }
    if (!(type instanceof Class<?> one)
        || !one.getName().startsWith("dev.tidegate.")
        || !seen.add(one)) {
      return;
    }
    if (one.isSealed()) {
      List.of(one.getPermittedSubclasses()).forEach(each -> reach(each, seen, components));
    }
    if (one.isRecord()) {
      for (RecordComponent component : one.getRecordComponents()) {
        components.add(key(one, component));
        reach(component.getGenericType(), seen, components);
      }
    }
  }

  private static String key(Class<?> type, RecordComponent component) {
    return type.getName() + "." + component.getName();
  }
}
