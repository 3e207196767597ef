package dev.tidegate.policytools.file;

import dev.tidegate.adapters.policyfile.CommonReaders;
import dev.tidegate.adapters.policyfile.FindingCode;
import dev.tidegate.adapters.policyfile.Findings;
import dev.tidegate.adapters.policyfile.NamedItems;
import dev.tidegate.adapters.policyfile.SourcePosition;
import dev.tidegate.adapters.policyfile.TreeReader;
import dev.tidegate.adapters.policyfile.YamlMapping;
import dev.tidegate.adapters.policyfile.YamlNode;
import dev.tidegate.adapters.policyfile.YamlPath;
import dev.tidegate.adapters.policyfile.YamlValue;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policies.PolicyParser.Finding;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.policytools.KnownPeople;
import dev.tidegate.policytools.PolicyTestCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a file of people, groups and policy tests, each of which is optional. As strict as the
/// parser of policy files.
public final class PolicyTestFile {
  private static final int MOST_PEOPLE = 100_000;
  private static final int MOST_GROUPS = 10_000;
  private static final int MOST_CASES = 10_000;

  private PolicyTestFile() {}

  /// The result of [#parse].
  public sealed interface Result {
    /// A valid file; it may have no people or no tests.
    record Valid(KnownPeople people, List<PolicyTestCase> cases) implements Result {
      public Valid {
        cases = List.copyOf(cases);
      }
    }

    /// A file with errors.
    record Invalid(List<Finding> findings) implements Result {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }
  }

  /// Parses the bytes of a file.
  public static Result parse(byte[] file) {
    Findings findings = new Findings();
    Optional<YamlNode> root = new TreeReader(findings).read(file);
    if (root.isEmpty() && findings.none()) {
      findings.add(
          SourcePosition.START, FindingCode.EMPTY, "people or cases expected, found an empty file");
    }
    Optional<Result> result = root.map(node -> read(new YamlValue(node, YamlPath.ROOT, findings)));
    return findings.none() && result.isPresent()
        ? result.get()
        : new Result.Invalid(findings.inOrder());
  }

  private static Result read(YamlValue at) {
    YamlMapping fields = at.fields("version", "groups", "people", "cases");
    fields.need("version").ifPresent(version -> version.whole(1, 1));
    NamedItems<Principal> people =
        NamedItems.optional(fields, "people", MOST_PEOPLE, PersonReader::known);
    Optional<Set<Group>> groups =
        fields
            .get("groups")
            .map(all -> Set.copyOf(all.distinct(MOST_GROUPS, CommonReaders::group)));
    TestCaseReader reader = new TestCaseReader(people);
    List<PolicyTestCase> cases =
        fields.get("cases").map(all -> all.items(MOST_CASES)).orElse(List.of()).stream()
            .flatMap(item -> reader.read(item).stream())
            .toList();
    Map<Name, Principal> known = people.values();
    return new Result.Valid(
        new KnownPeople(List.copyOf(known.values()), !known.isEmpty(), groups), cases);
  }
}
