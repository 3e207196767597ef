package dev.tidegate.cli.policy;

import dev.tidegate.cli.text.PlainText;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.policytools.KnownPeople;
import dev.tidegate.policytools.WhoCan;
import dev.tidegate.wire.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The people who can get an entitlement, alone or with an approval, as text and as JSON.
public record WhoCanOutput(Entitlement entitlement, List<WhoCan.Entry> entries) {
  public WhoCanOutput {
    entries = List.copyOf(entries);
  }

  /// Finds the entitlements of a name (an entitlement for several accounts has one in each) and who
  /// can get them.
  ///
  /// @param account limits the result to the account of this name or id
  /// @param at limits the result to what can be requested at this instant
  public static List<WhoCanOutput> to(
      Policy policy,
      String name,
      Optional<String> account,
      KnownPeople directory,
      Optional<Instant> at) {
    return policy.entitlements().stream()
        .filter(one -> means(name, one) && account.filter(text -> !in(text, one)).isEmpty())
        .sorted(Comparator.comparing(Entitlement::name))
        .map(
            one ->
                new WhoCanOutput(
                    one,
                    at.map(then -> WhoCan.get(policy, one, directory, then))
                        .orElseGet(() -> WhoCan.get(policy, one, directory))))
        .toList();
  }

  private static boolean means(String name, Entitlement one) {
    return one.name().text().equals(name)
        || one.name().text().equals(name + "." + one.account().name());
  }

  private static boolean in(String account, Entitlement one) {
    return one.account().name().text().equals(account) || one.account().id().equals(account);
  }

  /// Returns the entitlement and a line for each way in which somebody can get it.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(entitlement.name() + " in " + entitlement.account().name());
    if (entries.isEmpty()) {
      lines.add("  nobody");
    }
    for (WhoCan.Entry entry : entries) {
      lines.add("  " + PlainText.safe(entry.person().label() + ": " + entry.way()));
      for (WhoCan.Helpers helpers : entry.approvers()) {
        lines.add(
            "    "
                + helpers.set().name()
                + ": "
                + PlainText.safe(
                    helpers.people().isEmpty()
                        ? "nobody is known who could approve"
                        : String.join(", ", helpers.people())));
      }
      if (entry.stuck()) {
        lines.add("    stuck: too few people could approve");
      }
    }
    return lines;
  }

  /// Returns the result as JSON.
  public Json json() {
    return Json.object()
        .put("entitlement", entitlement.name().text())
        .put("account", entitlement.account().name().text())
        .put("ways", new Json.Arr(entries.stream().map(WhoCanOutput::json).toList()))
        .build();
  }

  private static Json json(WhoCan.Entry entry) {
    return Json.object()
        .put("who", entry.person().label())
        .put("rule", entry.way().rule().text())
        .put("way", entry.way().toString())
        .put("alone", new Json.Bool(entry.way().alone()))
        .put("stuck", new Json.Bool(entry.stuck()))
        .put("approvers", new Json.Arr(entry.approvers().stream().map(WhoCanOutput::json).toList()))
        .build();
  }

  private static Json json(WhoCan.Helpers helpers) {
    return Json.object()
        .put("set", helpers.set().name().text())
        .put("needed", helpers.set().count())
        .put("people", Json.strings(helpers.people()))
        .build();
  }
}
