package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.TextFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads an account of `accounts`, and the selections of accounts by label and unit.
final class AccountReader {
  private static final int MOST_LABELS = 20;
  static final TextFormat LABEL =
      TextFormat.of("[A-Za-z0-9_./-]{1,64}", "1 to 64 letters, digits, '_', '.', '/' or '-'");

  static final String UNIT = "ou";

  private AccountReader() {}

  /// The accounts that a rule or an entitlement selects: those with all of the labels, and within
  /// the unit.
  record Selection(Map<String, String> labels, Optional<String> unit) {
    boolean empty() {
      return labels.isEmpty() && unit.isEmpty();
    }

    boolean has(Account account) {
      return account.labels().entrySet().containsAll(labels.entrySet())
          && unit.filter(path -> !account.within(path)).isEmpty();
    }
  }

  static Optional<Account> read(Name name, YamlValue at) {
    YamlMapping fields = at.fields("id", "region", "partition", "externalId", UNIT, "labels");
    Optional<String> id = fields.need("id").flatMap(value -> value.text(Account.ID));
    Optional<String> region = fields.need("region").flatMap(value -> value.text(Account.REGION));
    Optional<String> partition =
        fields.get("partition").isEmpty()
            ? Optional.of("aws")
            : fields.get("partition").flatMap(value -> value.text(Account.PARTITION));
    Optional<String> externalId =
        fields.need("externalId").flatMap(value -> value.text(Account.EXTERNAL_ID));
    Optional<YamlValue> placed = fields.get(UNIT);
    Optional<String> unit = placed.flatMap(value -> value.text(Account.UNIT));
    Map<String, String> labels = fields.get("labels").map(AccountReader::labels).orElseGet(Map::of);
    if (id.isEmpty() || region.isEmpty() || partition.isEmpty() || externalId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Account(name, id.get(), partition.get(), region.get(), externalId.get(), labels, unit));
  }

  /// Reads a selection of accounts; an empty one when nothing of it could be read.
  static Selection selection(YamlValue at) {
    Map<String, String> labels = new LinkedHashMap<>();
    Optional<String> unit = Optional.empty();
    for (Map.Entry<Name, YamlValue> entry : at.named(MOST_LABELS).entrySet()) {
      if (entry.getKey().text().equals(UNIT)) {
        unit = entry.getValue().text(Account.UNIT);
      } else {
        entry.getValue().text(LABEL).ifPresent(text -> labels.put(entry.getKey().text(), text));
      }
    }
    return new Selection(labels, unit);
  }

  private static Map<String, String> labels(YamlValue at) {
    Map<String, String> labels = new LinkedHashMap<>();
    at.named(MOST_LABELS)
        .forEach(
            (label, value) -> {
              if (label.text().equals(UNIT)) {
                at.reportAt(
                    at.keyPlace(UNIT),
                    FindingCode.INVALID_VALUE,
                    "another name expected: ou is a key of the account itself");
              }
              value.text(LABEL).ifPresent(text -> labels.put(label.text(), text));
            });
    return labels;
  }
}
