package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.TextFormat;
import dev.tidegate.core.policy.RestrictionValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the conditions of one permission: the operators, keys and values that IAM accepts.
///
/// A value is checked with each choice of its parameters filled in. The values that match a
/// parameter's pattern are not known here; `Assessor` checks them when a request is made.
final class RestrictionReader {
  private static final TextFormat KEY =
      TextFormat.of(
          "[A-Za-z0-9-]+:[\\x21-\\x7E]{1,200}", "a condition key such as aws:RequestedRegion");
  private static final TextFormat OPERATOR =
      TextFormat.of(
          "(ForAllValues:|ForAnyValue:)?(String(Not)?(Equals(IgnoreCase)?|Like)"
              + "|(Numeric|Date)((Not)?Equals|(LessThan|GreaterThan)(Equals)?)"
              + "|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null",
          "a condition operator such as StringEquals");
  private static final Set<String> OURS = Set.of("aws:currenttime", "aws:epochtime");
  private static final int MOST_FILLED = 1000;

  private final Function<YamlValue, Optional<String>> text;
  private final List<Account> accounts;
  private final Map<Name, Parameter> parameters;

  /// @param text reads text of a policy document
  /// @param accounts the entitlement's accounts; empty when they could not be read
  RestrictionReader(
      Function<YamlValue, Optional<String>> text,
      List<Account> accounts,
      Map<Name, Parameter> parameters) {
    this.text = text;
    this.accounts = accounts;
    this.parameters = parameters;
  }

  List<Permission.Restriction> read(YamlValue at) {
    List<Permission.Restriction> conditions = new ArrayList<>();
    at.entries(PermissionReader.MOST)
        .forEach(
            (operator, keys) -> {
              if (accepted(at, operator, OPERATOR)) {
                keys(operator, keys, conditions);
              }
            });
    return conditions;
  }

  private void keys(String operator, YamlValue at, List<Permission.Restriction> conditions) {
    Map<String, String> seen = new HashMap<>();
    at.entries(PermissionReader.MOST)
        .forEach(
            (key, value) -> {
              if (!accepted(at, key, KEY)) {
                return;
              }
              refuseOurs(at, key);
              refuseTwice(at, key, seen.putIfAbsent(key.toLowerCase(Locale.ROOT), key));
              List<String> values = values(operator, value);
              if (!values.isEmpty()) {
                conditions.add(new Permission.Restriction(operator, key, values));
              }
            });
  }

  private static boolean accepted(YamlValue at, String key, TextFormat form) {
    if (!form.accepts(key)) {
      at.reportAt(
          at.keyPlace(key),
          FindingCode.INVALID_VALUE,
          form.expected() + " expected, found " + Excerpt.quoted(key));
      return false;
    }
    return true;
  }

  private static void refuseOurs(YamlValue at, String key) {
    if (OURS.contains(key.toLowerCase(Locale.ROOT))) {
      at.reportAt(
          at.keyPlace(key),
          FindingCode.INVALID_VALUE,
          "no condition on " + key + " expected: Tidegate sets when access ends");
    }
  }

  /// Reports a key that occurs twice. IAM compares keys ignoring case, so a document cannot have
  /// both.
  private static void refuseTwice(YamlValue at, String key, @Nullable String before) {
    if (before != null) {
      at.reportAt(
          at.keyPlace(key),
          FindingCode.DUPLICATE_KEY,
          "each condition key once expected, in upper case or lower, but "
              + Excerpt.quoted(before)
              + " stands on line "
              + at.keyPlace(before).line()
              + " already");
    }
  }

  private List<String> values(String operator, YamlValue at) {
    if (at.node() instanceof YamlNode.Items) {
      return at.distinct(PermissionReader.MOST, item -> value(operator, item));
    }
    return value(operator, at).map(List::of).orElse(List.of());
  }

  private Optional<String> value(String operator, YamlValue at) {
    Optional<String> found = text.apply(at);
    found
        .flatMap(
            value ->
                filled(value).stream()
                    .flatMap(one -> RestrictionValues.objection(operator, one).stream())
                    .findFirst())
        .ifPresent(
            expected ->
                at.report(
                    FindingCode.INVALID_VALUE,
                    expected
                        + " expected under "
                        + operator
                        + ", found "
                        + Excerpt.quoted(found.get())));
    return found;
  }

  /// Returns the text with the account's variables and each choice of its parameters filled in;
  /// empty when a parameter has a pattern instead of choices, or there are too many combinations.
  private List<String> filled(String value) {
    List<String> all = new ArrayList<>(List.of(accounts.isEmpty() ? value : own(value)));
    for (String variable : Entitlement.variables(value)) {
      Optional<Parameter> parameter =
          Optional.of(variable).filter(Name::matches).map(name -> parameters.get(new Name(name)));
      if (parameter.isEmpty()) {
        continue;
      }
      List<String> choices = parameter.get().choices();
      if (choices.isEmpty() || (long) all.size() * choices.size() > MOST_FILLED) {
        return List.of();
      }
      all =
          all.stream()
              .flatMap(
                  one -> choices.stream().map(choice -> one.replace("${" + variable + "}", choice)))
              .toList();
    }
    return all;
  }

  private String own(String value) {
    Account account = accounts.getFirst();
    return value
        .replace("${account}", account.id())
        .replace("${region}", account.region())
        .replace("${partition}", account.partition());
  }
}
