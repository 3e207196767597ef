package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads an entitlement of `entitlements`.
final class EntitlementReader {
  private static final int MOST_PARAMETERS = 10;

  private final NamedItems<Account> accounts;
  private final ExpansionLimit entitlements =
      new ExpansionLimit(50_000, "entitlements, one for each of their accounts,");
  private final ExpansionLimit looks =
      new ExpansionLimit(5_000_000, "pairs of a resource and an account that it is for");

  EntitlementReader(NamedItems<Account> accounts) {
    this.accounts = accounts;
  }

  /// Reads an entitlement and returns one for each of its accounts.
  Optional<List<Entitlement>> read(Name name, YamlValue at) {
    YamlMapping fields =
        at.fields(
            "description",
            "account",
            "accounts",
            "session",
            "temporaryPolicy",
            "parameters",
            "permissions",
            "longest",
            "uses");
    Optional<String> description = fields.need("description").flatMap(CommonReaders::description);
    Optional<String> which = fields.exactlyOne("account", "accounts");
    List<Account> in = which.map(key -> accounts(fields, key)).orElse(List.of());
    Optional<String> given = fields.exactlyOne("session", "temporaryPolicy");
    Optional<Function<Account, Target>> target =
        given.flatMap(kind -> TargetReader.read(fields.need(kind).orElseThrow(), kind, in));
    boolean session = !given.equals(Optional.of("temporaryPolicy"));
    Map<Name, Parameter> parameters = new LinkedHashMap<>();
    Optional<YamlValue> declared = fields.get("parameters");
    Map<Name, YamlValue> named = declared.map(all -> all.named(MOST_PARAMETERS)).orElse(Map.of());
    named.forEach(
        (parameter, value) ->
            ParameterReader.read(parameter, value)
                .ifPresent(read -> parameters.put(parameter, read)));
    List<Permission> permissions =
        fields
            .need("permissions")
            .map(all -> permissions(all, in, session, declared, named.keySet(), parameters))
            .orElse(List.of());
    Optional<AccessDuration> longest = fields.need("longest").flatMap(CommonReaders::span);
    Set<Use> uses = fields.get("uses").map(CommonReaders::uses).map(Set::copyOf).orElse(Set.of());
    if (description.isEmpty()
        || in.isEmpty()
        || target.isEmpty()
        || permissions.isEmpty()
        || longest.isEmpty()) {
      return Optional.empty();
    }
    List<Entitlement> all = new ArrayList<>();
    for (Account account : in) {
      ofAccount(name, account, which.equals(Optional.of("accounts")), at)
          .map(
              own ->
                  new Entitlement(
                      own,
                      description.get(),
                      account,
                      target.get().apply(account),
                      permissions,
                      parameters,
                      longest.get(),
                      uses))
          .ifPresent(all::add);
    }
    return Optional.of(all);
  }

  /// Returns the name under which it is requested; with several accounts,
  /// `<entitlement>.<account>`.
  private static Optional<Name> ofAccount(
      Name name, Account account, boolean several, YamlValue at) {
    String own = several ? name + "." + account.name() : name.text();
    if (!Name.matches(own)) {
      at.report(
          FindingCode.INVALID_VALUE,
          "a shorter name expected: " + own + " has more than 64 characters");
      return Optional.empty();
    }
    return Optional.of(new Name(own));
  }

  private List<Account> accounts(YamlMapping fields, String key) {
    YamlValue at = fields.need(key).orElseThrow();
    if (key.equals("account")) {
      return accounts.refer(at, "an account").flatMap(accounts::value).stream().toList();
    }
    AccountReader.Selection selection = AccountReader.selection(at);
    List<Account> selected = accounts.values().values().stream().filter(selection::has).toList();
    if (!selection.empty() && selected.isEmpty() && accounts.complete()) {
      at.report(FindingCode.EMPTY, "labels or an ou that an account of this file has expected");
    }
    return selection.empty() || !entitlements.takes(selected.size(), at) ? List.of() : selected;
  }

  private List<Permission> permissions(
      YamlValue at,
      List<Account> in,
      boolean session,
      Optional<YamlValue> declared,
      Set<Name> names,
      Map<Name, Parameter> read) {
    PermissionReader reader = new PermissionReader(in, session, looks, names, read);
    int before = at.findings().count();
    List<Permission> permissions = reader.read(at);
    if (before != at.findings().count()) {
      return permissions;
    }
    declared.ifPresent(
        parameters ->
            names.stream()
                .filter(name -> !reader.used().contains(name.text()))
                .forEach(
                    name ->
                        parameters.reportAt(
                            parameters.keyPlace(name.text()),
                            FindingCode.UNUSED_PARAMETER,
                            "${"
                                + name
                                + "} expected in a resource or condition of this entitlement")));
    return permissions;
  }
}
