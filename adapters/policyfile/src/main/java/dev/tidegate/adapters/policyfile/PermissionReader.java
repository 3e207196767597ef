package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.ActionDecision;
import dev.tidegate.core.entitlement.ActionPatterns;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.ResourcePatterns;
import dev.tidegate.core.entitlement.TextFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the permissions of one entitlement and collects the variables that they use.
final class PermissionReader {
  static final int MOST = 100;
  private static final TextFormat IAM_TEXT =
      TextFormat.of(
          "[\\x20-\\x7E\\xA0-\\xFF]{1,1000}", "1 to 1000 printable characters of Latin-1");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}?");
  private static final Pattern OF_IAM = Pattern.compile("[*?$]|[A-Za-z0-9-]+:[^{}$]{1,200}");

  private final List<Account> accounts;
  private final boolean session;
  private final ExpansionLimit looks;
  private final Set<Name> declared;
  private final RestrictionReader restrictions;
  private final Set<String> used = new HashSet<>();

  /// @param accounts the entitlement's accounts; empty when they could not be read
  /// @param session whether access is given by a session, for which the account's own policies deny
  ///   what no access may do; a temporary policy is limited by this check alone
  /// @param looks the limit on comparisons of a resource with an account
  /// @param declared every declared parameter, including those that could not be read
  PermissionReader(
      List<Account> accounts,
      boolean session,
      ExpansionLimit looks,
      Set<Name> declared,
      Map<Name, Parameter> parameters) {
    this.accounts = accounts;
    this.session = session;
    this.looks = looks;
    this.declared = declared;
    this.restrictions = new RestrictionReader(this::text, accounts, parameters);
  }

  /// Returns the variables that the permissions read so far use.
  Set<String> used() {
    return used;
  }

  List<Permission> read(YamlValue at) {
    List<Permission> permissions = new ArrayList<>();
    for (YamlValue item : at.items(MOST)) {
      one(item).ifPresent(permissions::add);
    }
    return permissions;
  }

  private Optional<Permission> one(YamlValue at) {
    YamlMapping fields = at.fields("actions", "resources", "conditions");
    List<String> actions =
        fields.need("actions").map(all -> all.distinct(MOST, this::action)).orElse(List.of());
    List<String> resources =
        fields.need("resources").map(all -> all.distinct(MOST, this::resource)).orElse(List.of());
    List<Permission.Restriction> conditions =
        fields.get("conditions").map(restrictions::read).orElse(List.of());
    if (actions.isEmpty() || resources.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Permission(actions, resources, conditions));
  }

  private Optional<String> action(YamlValue at) {
    Optional<String> action =
        at.text(
            ActionPatterns.EXPECTED, text -> Optional.of(text).filter(ActionPatterns::wellFormed));
    Optional<ActionDecision> outliving =
        action.flatMap(
            text ->
                ActionPatterns.outliving(text)
                    .or(() -> session ? Optional.empty() : ActionPatterns.deniedToSessions(text)));
    outliving.ifPresent(
        what ->
            at.report(
                FindingCode.OUTLIVING_ACTION,
                "no action expected whose effect opens access after the grant has ended, found "
                    + Excerpt.quoted(action.orElseThrow())
                    + (what.action().equalsIgnoreCase(action.get())
                        ? ""
                        : ", which covers " + what.action())
                    + ": "
                    + what.reason()));
    return outliving.isPresent() ? Optional.empty() : action;
  }

  private Optional<String> resource(YamlValue at) {
    Optional<String> text = text(at);
    if (text.isPresent() && !looks.takes(accounts.size(), at)) {
      return Optional.empty();
    }
    for (Account account : text.isPresent() ? accounts : List.<Account>of()) {
      Optional<String> objection = ResourcePatterns.objection(text.get(), account);
      if (objection.isPresent()) {
        at.report(
            FindingCode.INVALID_VALUE,
            objection.get() + " expected, found " + Excerpt.quoted(text.get()));
        return Optional.empty();
      }
      if (ResourcePatterns.elsewhere(text.get(), account)) {
        at.report(
            FindingCode.OTHER_ACCOUNT,
            "a resource of account "
                + account.id()
                + " (write ${account}) or one without an account expected, found "
                + Excerpt.quoted(text.get()));
        return Optional.empty();
      }
    }
    return text;
  }

  /// Reads text of a policy document and collects the variables that it uses.
  private Optional<String> text(YamlValue at) {
    Optional<String> text = at.text(IAM_TEXT);
    text.ifPresent(found -> variables(at, found));
    return text;
  }

  private void variables(YamlValue at, String text) {
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      boolean ours = Entitlement.OWN_VARIABLES.contains(name) || declares(name);
      if (matcher.group().endsWith("}") && (ours || OF_IAM.matcher(name).matches())) {
        used.add(name);
      } else {
        at.report(
            FindingCode.UNKNOWN_VARIABLE,
            "a declared parameter, ${account}, ${region}, ${partition} or a variable of IAM such as"
                + " ${aws:PrincipalTag/team} expected, found "
                + Excerpt.quoted(matcher.group()));
      }
    }
  }

  private boolean declares(String name) {
    return Name.matches(name) && declared.contains(new Name(name));
  }
}
