package dev.tidegate.policytools.file;

import dev.tidegate.adapters.policyfile.Code;
import dev.tidegate.adapters.policyfile.Common;
import dev.tidegate.adapters.policyfile.Cursor;
import dev.tidegate.adapters.policyfile.Fields;
import dev.tidegate.adapters.policyfile.Findings;
import dev.tidegate.adapters.policyfile.Names;
import dev.tidegate.adapters.policyfile.Node;
import dev.tidegate.adapters.policyfile.Path;
import dev.tidegate.adapters.policyfile.Place;
import dev.tidegate.adapters.policyfile.TreeReader;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.policies.PolicyParser.Finding;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.policytools.Directory;
import dev.tidegate.policytools.PolicyCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a file of people, groups and policy tests: any of them. As strict as the policy file.
public final class YamlPolicyCases {
  private static final int MOST_PEOPLE = 100_000;
  private static final int MOST_GROUPS = 10_000;
  private static final int MOST_CASES = 10_000;

  private YamlPolicyCases() {}

  /// What came of it.
  public sealed interface Result {
    /// People and tests; of either there may be none.
    record Valid(Directory people, List<PolicyCase> cases) implements Result {
      public Valid {
        cases = List.copyOf(cases);
      }
    }

    /// Not such a file.
    record Invalid(List<Finding> findings) implements Result {
      public Invalid {
        findings = List.copyOf(findings);
      }
    }
  }

  /// Reads a file.
  public static Result parse(byte[] file) {
    Findings findings = new Findings();
    Optional<Node> root = new TreeReader(findings).read(file);
    if (root.isEmpty() && findings.none()) {
      findings.add(Place.START, Code.EMPTY, "people or cases expected, found an empty file");
    }
    Optional<Result> result = root.map(node -> read(new Cursor(node, Path.ROOT, findings)));
    return findings.none() && result.isPresent()
        ? result.get()
        : new Result.Invalid(findings.inOrder());
  }

  private static Result read(Cursor at) {
    Fields fields = at.fields("version", "groups", "people", "cases");
    fields.need("version").ifPresent(version -> version.whole(1, 1));
    Names<Principal> people = Names.optional(fields, "people", MOST_PEOPLE, PersonReader::known);
    Optional<Set<Group>> groups =
        fields.get("groups").map(all -> Set.copyOf(all.distinct(MOST_GROUPS, Common::group)));
    CaseReader reader = new CaseReader(people);
    List<PolicyCase> cases =
        fields.get("cases").map(all -> all.items(MOST_CASES)).orElse(List.of()).stream()
            .flatMap(item -> reader.read(item).stream())
            .toList();
    Map<Name, Principal> known = people.values();
    return new Result.Valid(
        new Directory(List.copyOf(known.values()), !known.isEmpty(), groups), cases);
  }
}
