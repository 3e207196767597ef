package dev.tidegate.adapters.iam;

import dev.tidegate.core.drift.PolicyDocumentReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// Compares policy documents, read with the SDK's own parser. Two documents are equal when they
/// have the same effect for each single action on each resource under the same conditions, so a
/// later release may combine permissions differently without live grants being reported. [AWS: IAM
/// UG, "IAM JSON policy elements reference"]
public final class IamPolicyDocumentReader implements PolicyDocumentReader {
  private static final int LONGEST = 200;
  private static final int NAMED = 3;

  /// The limit on combinations. Tidegate's documents stay far below it; larger ones are compared
  /// statement by statement.
  private static final int MOST_PIECES = 50_000;

  @Override
  public boolean same(String one, String other) {
    Optional<List<IamStatement>> first = statements(one);
    Optional<List<IamStatement>> second = statements(other);
    if (first.isEmpty() || second.isEmpty()) {
      return one.equals(other);
    }
    return pieces(first.get()).equals(pieces(second.get()));
  }

  @Override
  public boolean cuts(String document) {
    return !RevocationDocuments.named(document).isEmpty()
        || RevocationDocuments.before(document).isPresent();
  }

  @Override
  public String inWords(String document) {
    String words =
        statements(document)
            .map(
                all ->
                    all.stream()
                        .map(IamPolicyDocumentReader::inWords)
                        .collect(Collectors.joining("; ")))
            .filter(text -> !text.isEmpty())
            .orElse("nothing that is a policy");
    return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 4) + " ...";
  }

  private static Optional<List<IamStatement>> statements(String document) {
    try {
      return Optional.of(IamPolicy.fromJson(document).statements());
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Set<List<String>> pieces(List<IamStatement> statements) {
    Set<List<String>> pieces = new HashSet<>();
    for (IamStatement statement : statements) {
      List<String> actions = actions(statement);
      List<String> resources = resources(statement);
      String rest = statement.effect().value() + principals(statement) + conditions(statement);
      if ((long) actions.size() * resources.size() > MOST_PIECES) {
        pieces.add(List.of(rest, new TreeSet<>(actions) + " " + new TreeSet<>(resources)));
        continue;
      }
      for (String action : actions) {
        resources.forEach(resource -> pieces.add(List.of(rest, action, resource)));
      }
    }
    return pieces;
  }

  /// Returns the actions to compare one by one. `NotAction` applies to its whole list, which
  /// therefore stays in one piece.
  private static List<String> actions(IamStatement statement) {
    List<String> all =
        statement.actions().stream()
            .map(action -> action.value().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(ArrayList::new));
    if (!statement.notActions().isEmpty()) {
      all.add(
          "not "
              + new TreeSet<>(
                  statement.notActions().stream()
                      .map(action -> action.value().toLowerCase(Locale.ROOT))
                      .toList()));
    }
    return all;
  }

  private static List<String> resources(IamStatement statement) {
    List<String> all =
        statement.resources().stream()
            .map(resource -> resource.value())
            .collect(Collectors.toCollection(ArrayList::new));
    if (!statement.notResources().isEmpty()) {
      all.add(
          "not "
              + new TreeSet<>(
                  statement.notResources().stream().map(resource -> resource.value()).toList()));
    }
    return all;
  }

  private static String principals(IamStatement statement) {
    return Stream.concat(
            statement.principals().stream().map(one -> one.type().value() + " " + one.id()),
            statement.notPrincipals().stream()
                .map(one -> "not " + one.type().value() + " " + one.id()))
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  private static String conditions(IamStatement statement) {
    return statement.conditions().stream()
        .map(
            one ->
                one.operator().value()
                    + " "
                    + one.key().value().toLowerCase(Locale.ROOT)
                    + " "
                    + one.value())
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  private static String inWords(IamStatement statement) {
    return statement.effect().value()
        + " "
        + few(actions(statement))
        + " on "
        + few(resources(statement))
        + until(statement);
  }

  private static String few(List<String> all) {
    String first = all.stream().limit(NAMED).collect(Collectors.joining(", "));
    return all.size() <= NAMED ? first : first + " and " + (all.size() - NAMED) + " more";
  }

  private static String until(IamStatement statement) {
    if (!statement.effect().value().equals("Allow")) {
      return "";
    }
    return statement.conditions().stream()
        .filter(one -> one.key().value().equalsIgnoreCase("aws:CurrentTime"))
        .filter(one -> one.operator().value().startsWith("DateLessThan"))
        .map(IamCondition::value)
        .findFirst()
        .map(date -> " until " + date)
        .orElse(" without an end");
  }
}
