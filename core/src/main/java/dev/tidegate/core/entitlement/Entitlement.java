package dev.tidegate.core.entitlement;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something that can be requested: an account, a target in it, permissions with their parameters,
/// and limits.
public record Entitlement(
    Name name,
    String description,
    Account account,
    Target target,
    List<Permission> permissions,
    Map<Name, Parameter> parameters,
    AccessDuration longest,
    Set<Use> uses) {
  /// The variables whose values come from the account.
  public static final Set<String> OWN_VARIABLES = Set.of("account", "region", "partition");

  private static final String DOLLAR = "${$}";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");

  public Entitlement {
    permissions = List.copyOf(permissions);
    parameters = Map.copyOf(parameters);
    uses = Set.copyOf(uses);
    if (permissions.isEmpty()) {
      throw new IllegalArgumentException("an entitlement has at least one permission");
    }
  }

  /// Returns the permissions with `${account}`, `${region}`, `${partition}` and the parameters
  /// filled in.
  ///
  /// The values must have passed [Parameter#objection]; a variable without a value is an error. A
  /// value can never form an IAM policy variable together with the text around it: a dollar sign
  /// that would begin one is written `${$}` [AWS: IAM UG, "IAM policy elements: Variables and
  /// tags"].
  public List<Permission> filled(Map<Name, String> values) {
    Map<String, String> all = new TreeMap<>();
    values.forEach((parameter, value) -> all.put(parameter.text(), value));
    all.put("account", account.id());
    all.put("region", account.region());
    all.put("partition", account.partition());
    return permissions.stream().map(permission -> fill(permission, all)).toList();
  }

  /// Returns the names of the variables in `text`, in order.
  public static List<String> variables(String text) {
    return VARIABLE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static Permission fill(Permission permission, Map<String, String> values) {
    return new Permission(
        permission.actions(),
        permission.resources().stream().map(text -> fill(text, values)).toList(),
        permission.conditions().stream()
            .map(
                condition ->
                    new Permission.Restriction(
                        condition.operator(),
                        condition.key(),
                        condition.values().stream().map(text -> fill(text, values)).toList()))
            .toList());
  }

  private static String fill(String text, Map<String, String> values) {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        throw new IllegalArgumentException("nothing fills ${" + matcher.group(1) + "}");
      }
      matcher.appendReplacement(out, "");
      if (value.startsWith("{") && !out.isEmpty() && out.charAt(out.length() - 1) == '$') {
        out.replace(out.length() - 1, out.length(), DOLLAR);
      }
      out.append(value.replace("$", DOLLAR));
    }
    return matcher.appendTail(out).toString();
  }
}
