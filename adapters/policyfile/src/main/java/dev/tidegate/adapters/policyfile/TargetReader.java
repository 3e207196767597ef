package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.entitlement.TextFormat;
import dev.tidegate.core.entitlement.TidegateRole;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads how access is given: by the same role in each of the entitlement's accounts, with managed
/// policies of AWS or of that account.
final class TargetReader {
  private static final TextFormat ACCESS_ROLE =
      TextFormat.of(
          TidegateRole.ACCESS_PREFIX + "[A-Za-z0-9_+=,.@-]{0,50}",
          "a role whose name begins with "
              + TidegateRole.ACCESS_PREFIX
              + " (others Tidegate may not assume)");
  private static final TextFormat EXISTING_ROLE =
      TextFormat.of(
          "(?!Tidegate)[A-Za-z0-9_+=,.@-]{1,64}",
          "the name of a role (1 to 64 of A-Z a-z 0-9 _ + = , . @ -) that does not begin with"
              + " Tidegate");
  private static final TextFormat POLICY =
      TextFormat.of(
          "arn:([a-z-]+|\\$\\{partition}):iam::(aws|[0-9]{12}|\\$\\{account}):policy/"
              + "[A-Za-z0-9_+=,.@/-]{1,512}",
          "the ARN of a managed policy such as arn:${partition}:iam::aws:policy/ReadOnlyAccess");

  private TargetReader() {}

  /// Reads the value of `session` or `temporaryPolicy` and returns the target for each account.
  ///
  /// @param in the entitlement's accounts; empty when they could not be read
  static Optional<Function<Account, Target>> read(YamlValue at, String kind, List<Account> in) {
    if (!kind.equals("session")) {
      return at.fields("role")
          .need("role")
          .flatMap(value -> value.text(EXISTING_ROLE))
          .map(role -> _ -> new Target.ExistingRole(role));
    }
    YamlMapping fields = at.fields("role", "policies");
    Optional<String> role = fields.need("role").flatMap(value -> value.text(ACCESS_ROLE));
    List<String> policies =
        fields
            .get("policies")
            .map(all -> all.distinct(Target.MOST_POLICIES, item -> policy(item, in)))
            .orElse(List.of());
    return role.map(
        name ->
            account ->
                new Target.AccessRole(
                    name, policies.stream().map(text -> filled(text, account)).toList()));
  }

  /// Reads a managed policy. STS accepts only AWS's own and those of the role's account [AWS: STS
  /// AssumeRole].
  private static Optional<String> policy(YamlValue at, List<Account> in) {
    Optional<String> text = at.text(POLICY);
    for (Account account : text.isPresent() ? in : List.<Account>of()) {
      String[] parts = filled(text.get(), account).split(":", 6);
      if (!parts[1].equals(account.partition())) {
        at.report(
            FindingCode.INVALID_VALUE,
            "${partition} or "
                + account.partition()
                + " as partition of the ARN expected, found "
                + Excerpt.quoted(text.get()));
        return Optional.empty();
      }
      if (!parts[4].equals("aws") && !parts[4].equals(account.id())) {
        at.report(
            FindingCode.OTHER_ACCOUNT,
            "a policy of AWS or of account "
                + account.id()
                + " (write ${account}) expected, found "
                + Excerpt.quoted(text.get()));
        return Optional.empty();
      }
    }
    return text;
  }

  private static String filled(String text, Account account) {
    return text.replace("${partition}", account.partition()).replace("${account}", account.id());
  }
}
