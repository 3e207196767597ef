package dev.tidegate.policytools.file;

import dev.tidegate.adapters.policyfile.CommonReaders;
import dev.tidegate.adapters.policyfile.NamedItems;
import dev.tidegate.adapters.policyfile.YamlMapping;
import dev.tidegate.adapters.policyfile.YamlValue;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.TextFormat;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.policytools.PolicyTestCase;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads one policy test.
final class TestCaseReader {
  private static final int MOST = 100;
  private static final Instant WHENEVER = Instant.parse("2026-01-05T12:00:00Z");
  private static final TextFormat OUTCOME =
      TextFormat.of("allowed|needs-approval|refused", "allowed, needs-approval or refused");

  private final NamedItems<Principal> people;

  TestCaseReader(NamedItems<Principal> people) {
    this.people = people;
  }

  Optional<PolicyTestCase> read(YamlValue at) {
    YamlMapping fields =
        at.fields("name", "person", "groups", "at", "mfa", "network", "claims", "ask", "expect");
    Optional<String> name = fields.need("name").flatMap(CommonReaders::description);
    Optional<Principal> person =
        fields.exactlyOne("person", "groups").flatMap(key -> person(fields, key));
    Instant now = fields.get("at").flatMap(TestCaseReader::instant).orElse(WHENEVER);
    Optional<RequestedAccess> ask = fields.need("ask").flatMap(TestCaseReader::ask);
    Optional<PolicyTestCase.Expected> expected =
        fields.need("expect").flatMap(TestCaseReader::expected);
    if (name.isEmpty() || person.isEmpty() || ask.isEmpty() || expected.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PolicyTestCase(
            name.get(),
            at.node().at().line() + ":" + at.node().at().column(),
            person.get().in(PersonReader.call(fields, now)),
            now,
            ask.get(),
            expected.get()));
  }

  private Optional<Principal> person(YamlMapping fields, String key) {
    YamlValue at = fields.need(key).orElseThrow();
    return key.equals("person")
        ? people.refer(at, "a person").flatMap(people::value)
        : Optional.of(PersonReader.anonymous(PersonReader.groups(at)));
  }

  private static Optional<RequestedAccess> ask(YamlValue at) {
    YamlMapping fields =
        at.fields(
            "entitlement",
            "parameters",
            "duration",
            "use",
            "ticket",
            "reason",
            "startsAt",
            "breakGlass");
    Optional<Name> entitlement = fields.need("entitlement").flatMap(YamlValue::name);
    Optional<AccessDuration> duration = fields.need("duration").flatMap(CommonReaders::span);
    Optional<Use> use =
        fields
            .need("use")
            .flatMap(value -> value.text("incident, hotfix, performance or verification", Use::of));
    SortedMap<Name, String> parameters = new TreeMap<>();
    fields
        .get("parameters")
        .ifPresent(
            all ->
                all.named(MOST)
                    .forEach(
                        (name, value) ->
                            value.text().ifPresent(text -> parameters.put(name, text))));
    Optional<String> ticket =
        fields
            .get("ticket")
            .flatMap(YamlValue::text)
            .filter(text -> !text.isBlank() && text.length() <= 128);
    Optional<Instant> start = fields.get("startsAt").flatMap(TestCaseReader::second);
    boolean breakGlass = fields.get("breakGlass").filter(YamlValue::isTrue).isPresent();
    if (breakGlass) {
      fields.refuse("the glass is broken at once", "startsAt");
    }
    if (entitlement.isEmpty()
        || duration.isEmpty()
        || use.isEmpty()
        || breakGlass && start.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new RequestedAccess(
            entitlement.get(),
            parameters,
            duration.get(),
            use.get(),
            ticket,
            fields.get("reason").flatMap(CommonReaders::description).orElse("a test"),
            start,
            breakGlass));
  }

  private static Optional<Instant> second(YamlValue at) {
    return at.text(
        "an instant in whole seconds such as 2026-03-02T22:00:00Z",
        text -> {
          try {
            return Optional.of(Instant.parse(text)).filter(one -> one.getNano() == 0);
          } catch (DateTimeException e) {
            return Optional.empty();
          }
        });
  }

  private static Optional<PolicyTestCase.Expected> expected(YamlValue at) {
    YamlMapping fields = at.fields("decision", "rule", "approvers", "unmet");
    Optional<String> decision = fields.need("decision").flatMap(value -> value.text(OUTCOME));
    Optional<Name> rule = fields.get("rule").flatMap(YamlValue::name);
    Optional<SortedSet<String>> approvers =
        fields
            .get("approvers")
            .map(all -> new TreeSet<>(all.distinct(MOST, item -> item.name().map(Name::text))));
    SortedSet<String> unmet =
        new TreeSet<>(
            fields.get("unmet").map(all -> all.distinct(MOST, YamlValue::text)).orElse(List.of()));
    return decision.map(outcome -> new PolicyTestCase.Expected(outcome, rule, approvers, unmet));
  }

  private static Optional<Instant> instant(YamlValue at) {
    return at.text(
        "an instant such as 2026-03-02T10:00:00Z",
        text -> {
          try {
            return Optional.of(Instant.parse(text));
          } catch (DateTimeException e) {
            return Optional.empty();
          }
        });
  }
}
