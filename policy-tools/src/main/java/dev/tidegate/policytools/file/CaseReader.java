package dev.tidegate.policytools.file;

import dev.tidegate.adapters.policyfile.Common;
import dev.tidegate.adapters.policyfile.Cursor;
import dev.tidegate.adapters.policyfile.Fields;
import dev.tidegate.adapters.policyfile.Names;
import dev.tidegate.core.entitlement.Ask;
import dev.tidegate.core.entitlement.Form;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Span;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.policytools.PolicyCase;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads a test of a policy.
final class CaseReader {
  private static final int MOST = 100;
  private static final Instant WHENEVER = Instant.parse("2026-01-05T12:00:00Z");
  private static final Form OUTCOME =
      Form.of("allowed|needs-approval|refused", "allowed, needs-approval or refused");

  private final Names<Principal> people;

  CaseReader(Names<Principal> people) {
    this.people = people;
  }

  Optional<PolicyCase> read(Cursor at) {
    Fields fields =
        at.fields("name", "person", "groups", "at", "mfa", "network", "claims", "ask", "expect");
    Optional<String> name = fields.need("name").flatMap(Common::description);
    Optional<Principal> person =
        fields.exactlyOne("person", "groups").flatMap(key -> person(fields, key));
    Instant now = fields.get("at").flatMap(CaseReader::instant).orElse(WHENEVER);
    Optional<Ask> ask = fields.need("ask").flatMap(CaseReader::ask);
    Optional<PolicyCase.Expected> expected = fields.need("expect").flatMap(CaseReader::expected);
    if (name.isEmpty() || person.isEmpty() || ask.isEmpty() || expected.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PolicyCase(
            name.get(),
            at.node().at().line() + ":" + at.node().at().column(),
            person.get().in(PersonReader.call(fields, now)),
            now,
            ask.get(),
            expected.get()));
  }

  private Optional<Principal> person(Fields fields, String key) {
    Cursor at = fields.need(key).orElseThrow();
    return key.equals("person")
        ? people.refer(at, "a person").flatMap(people::value)
        : Optional.of(PersonReader.anonymous(PersonReader.groups(at)));
  }

  private static Optional<Ask> ask(Cursor at) {
    Fields fields =
        at.fields(
            "entitlement",
            "parameters",
            "duration",
            "use",
            "ticket",
            "reason",
            "startsAt",
            "breakGlass");
    Optional<Name> entitlement = fields.need("entitlement").flatMap(Cursor::name);
    Optional<Span> duration = fields.need("duration").flatMap(Common::span);
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
            .flatMap(Cursor::text)
            .filter(text -> !text.isBlank() && text.length() <= 128);
    Optional<Instant> start = fields.get("startsAt").flatMap(CaseReader::second);
    boolean breakGlass = fields.get("breakGlass").filter(Cursor::isTrue).isPresent();
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
        new Ask(
            entitlement.get(),
            parameters,
            duration.get(),
            use.get(),
            ticket,
            fields.get("reason").flatMap(Common::description).orElse("a test"),
            start,
            breakGlass));
  }

  private static Optional<Instant> second(Cursor at) {
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

  private static Optional<PolicyCase.Expected> expected(Cursor at) {
    Fields fields = at.fields("decision", "rule", "approvers", "unmet");
    Optional<String> decision = fields.need("decision").flatMap(value -> value.text(OUTCOME));
    Optional<Name> rule = fields.get("rule").flatMap(Cursor::name);
    Optional<SortedSet<String>> approvers =
        fields
            .get("approvers")
            .map(all -> new TreeSet<>(all.distinct(MOST, item -> item.name().map(Name::text))));
    SortedSet<String> unmet =
        new TreeSet<>(
            fields.get("unmet").map(all -> all.distinct(MOST, Cursor::text)).orElse(List.of()));
    return decision.map(outcome -> new PolicyCase.Expected(outcome, rule, approvers, unmet));
  }

  private static Optional<Instant> instant(Cursor at) {
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
