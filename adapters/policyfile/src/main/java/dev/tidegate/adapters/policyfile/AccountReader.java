package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Form;
import dev.tidegate.core.entitlement.Name;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads an account.
final class AccountReader {
  private static final int MOST_LABELS = 20;
  static final Form LABEL =
      Form.of("[A-Za-z0-9_./-]{1,64}", "1 to 64 letters, digits, '_', '.', '/' or '-'");

  private AccountReader() {}

  static Optional<Account> read(Name name, Cursor at) {
    Fields fields = at.fields("id", "region", "partition", "externalId", "labels");
    Optional<String> id = fields.need("id").flatMap(value -> value.text(Account.ID));
    Optional<String> region = fields.need("region").flatMap(value -> value.text(Account.REGION));
    Optional<String> partition =
        fields.get("partition").isEmpty()
            ? Optional.of("aws")
            : fields.get("partition").flatMap(value -> value.text(Account.PARTITION));
    Optional<String> externalId =
        fields.need("externalId").flatMap(value -> value.text(Account.EXTERNAL_ID));
    Map<String, String> labels = fields.get("labels").map(AccountReader::labels).orElseGet(Map::of);
    if (id.isEmpty() || region.isEmpty() || partition.isEmpty() || externalId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Account(name, id.get(), partition.get(), region.get(), externalId.get(), labels));
  }

  static Map<String, String> labels(Cursor at) {
    Map<String, String> labels = new LinkedHashMap<>();
    at.named(MOST_LABELS)
        .forEach(
            (label, value) -> value.text(LABEL).ifPresent(text -> labels.put(label.text(), text)));
    return labels;
  }
}
