package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.ActionDecision;
import dev.tidegate.core.entitlement.Actions;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Form;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Resources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the permissions of one entitlement, and notes which variables they use.
final class PermissionReader {
  private static final int MOST = 100;
  private static final Form IAM_TEXT =
      Form.of("[\\x20-\\x7E\\xA0-\\xFF]{1,1000}", "1 to 1000 printable characters of Latin-1");
  private static final Form KEY =
      Form.of("[A-Za-z0-9-]+:[\\x21-\\x7E]{1,200}", "a condition key such as aws:RequestedRegion");
  private static final Form OPERATOR =
      Form.of(
          "(ForAllValues:|ForAnyValue:)?(String(Not)?(Equals(IgnoreCase)?|Like)"
              + "|(Numeric|Date)((Not)?Equals|(LessThan|GreaterThan)(Equals)?)"
              + "|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null",
          "a condition operator such as StringEquals");
  private static final Set<String> OURS = Set.of("aws:currenttime", "aws:epochtime");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}?");
  private static final Pattern OF_IAM = Pattern.compile("[*?$]|[A-Za-z0-9-]+:[^{}$]{1,200}");

  private final List<Account> accounts;
  private final boolean session;
  private final Bound looks;
  private final Set<String> declared;
  private final Set<String> used = new HashSet<>();

  /// @param accounts the entitlement's accounts; none when they could not be read
  /// @param session whether access is a session, which the account's policies deny what it must not
  ///   do; a temporary policy is limited by nothing but this
  /// @param looks how often a resource may be held against an account
  PermissionReader(List<Account> accounts, boolean session, Bound looks, Set<String> declared) {
    this.accounts = accounts;
    this.session = session;
    this.looks = looks;
    this.declared = declared;
  }

  /// Returns the variables that the permissions read so far use.
  Set<String> used() {
    return used;
  }

  List<Permission> read(Cursor at) {
    List<Permission> permissions = new ArrayList<>();
    for (Cursor item : at.items(MOST)) {
      one(item).ifPresent(permissions::add);
    }
    return permissions;
  }

  private Optional<Permission> one(Cursor at) {
    Fields fields = at.fields("actions", "resources", "conditions");
    List<String> actions =
        fields.need("actions").map(all -> all.distinct(MOST, this::action)).orElse(List.of());
    List<String> resources =
        fields.need("resources").map(all -> all.distinct(MOST, this::resource)).orElse(List.of());
    List<Permission.Restriction> conditions =
        fields.get("conditions").map(this::conditions).orElse(List.of());
    if (actions.isEmpty() || resources.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Permission(actions, resources, conditions));
  }

  private Optional<String> action(Cursor at) {
    Optional<String> action =
        at.text(Actions.EXPECTED, text -> Optional.of(text).filter(Actions::wellFormed));
    Optional<ActionDecision> outliving =
        action.flatMap(
            text ->
                Actions.outliving(text)
                    .or(() -> session ? Optional.empty() : Actions.deniedToSessions(text)));
    outliving.ifPresent(
        what ->
            at.report(
                Code.OUTLIVING_ACTION,
                "no action expected whose effect opens access after the grant has ended, found "
                    + Show.quoted(action.orElseThrow())
                    + (what.action().equalsIgnoreCase(action.get())
                        ? ""
                        : ", which covers " + what.action())
                    + ": "
                    + what.reason()));
    return outliving.isPresent() ? Optional.empty() : action;
  }

  private Optional<String> resource(Cursor at) {
    Optional<String> text = at.text(IAM_TEXT);
    text.ifPresent(found -> variables(at, found));
    if (text.isPresent() && !looks.takes(accounts.size(), at)) {
      return Optional.empty();
    }
    for (Account account : text.isPresent() ? accounts : List.<Account>of()) {
      Optional<String> objection = Resources.objection(text.get(), account);
      if (objection.isPresent()) {
        at.report(
            Code.INVALID_VALUE, objection.get() + " expected, found " + Show.quoted(text.get()));
        return Optional.empty();
      }
      if (Resources.elsewhere(text.get(), account)) {
        at.report(
            Code.OTHER_ACCOUNT,
            "a resource of account "
                + account.id()
                + " (write ${account}) or one without an account expected, found "
                + Show.quoted(text.get()));
        return Optional.empty();
      }
    }
    return text;
  }

  private List<Permission.Restriction> conditions(Cursor at) {
    List<Permission.Restriction> conditions = new ArrayList<>();
    for (Map.Entry<String, Cursor> operator : at.entries(MOST).entrySet()) {
      if (!accepted(at, operator.getKey(), OPERATOR)) {
        continue;
      }
      for (Map.Entry<String, Cursor> key : operator.getValue().entries(MOST).entrySet()) {
        if (accepted(operator.getValue(), key.getKey(), KEY)) {
          refuseOurs(operator.getValue(), key.getKey());
          List<String> values = values(key.getValue());
          if (!values.isEmpty()) {
            conditions.add(new Permission.Restriction(operator.getKey(), key.getKey(), values));
          }
        }
      }
    }
    return conditions;
  }

  private static boolean accepted(Cursor at, String key, Form form) {
    if (!form.accepts(key)) {
      at.reportAt(
          at.keyPlace(key),
          Code.INVALID_VALUE,
          form.expected() + " expected, found " + Show.quoted(key));
      return false;
    }
    return true;
  }

  private static void refuseOurs(Cursor at, String key) {
    if (OURS.contains(key.toLowerCase(Locale.ROOT))) {
      at.reportAt(
          at.keyPlace(key),
          Code.INVALID_VALUE,
          "no condition on " + key + " expected: Tidegate sets when access ends");
    }
  }

  private List<String> values(Cursor at) {
    if (at.node() instanceof Node.Items) {
      return at.distinct(MOST, this::value);
    }
    return value(at).map(List::of).orElse(List.of());
  }

  private Optional<String> value(Cursor at) {
    Optional<String> text = at.text(IAM_TEXT);
    text.ifPresent(found -> variables(at, found));
    return text;
  }

  private void variables(Cursor at, String text) {
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      boolean ours = Entitlement.OWN_VARIABLES.contains(name) || declared.contains(name);
      if (matcher.group().endsWith("}") && (ours || OF_IAM.matcher(name).matches())) {
        used.add(name);
      } else {
        at.report(
            Code.UNKNOWN_VARIABLE,
            "a declared parameter, ${account}, ${region}, ${partition} or a variable of IAM such as"
                + " ${aws:PrincipalTag/team} expected, found "
                + Show.quoted(matcher.group()));
      }
    }
  }
}
