package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a parameter of an entitlement.
final class ParameterReader {
  private static final int MOST_CHOICES = 100;

  private ParameterReader() {}

  static Optional<Parameter> read(Name name, Cursor at) {
    if (Entitlement.OWN_VARIABLES.contains(name.text())) {
      at.report(Code.INVALID_VALUE, "another name expected: ${" + name + "} is the account's own");
    }
    Fields fields = at.fields("description", "pattern", "choices", "default");
    Optional<String> description = fields.need("description").flatMap(Common::description);
    Optional<String> bound = fields.exactlyOne("pattern", "choices");
    Optional<Pattern> pattern = fields.get("pattern").flatMap(Common::pattern);
    List<String> choices =
        fields
            .get("choices")
            .map(all -> all.distinct(MOST_CHOICES, ParameterReader::choice))
            .orElse(List.of());
    Optional<String> preset = fields.get("default").flatMap(Cursor::text);
    boolean bounded = bound.isPresent() && (pattern.isPresent() || !choices.isEmpty());
    if (description.isEmpty() || !bounded) {
      return Optional.empty();
    }
    Parameter parameter = new Parameter(name, description.get(), pattern, choices, preset);
    preset
        .flatMap(parameter::objection)
        .ifPresent(
            expected ->
                fields
                    .need("default")
                    .ifPresent(
                        value ->
                            value.report(
                                Code.INVALID_VALUE,
                                expected + " expected, found " + Show.quoted(preset.get()))));
    return Optional.of(parameter);
  }

  private static Optional<String> choice(Cursor at) {
    Optional<String> text = at.text();
    Optional<String> objection = text.flatMap(Parameter::unsafe);
    objection.ifPresent(
        expected ->
            at.report(
                Code.INVALID_VALUE, expected + " expected, found " + Show.quoted(text.orElse(""))));
    return objection.isPresent() ? Optional.empty() : text;
  }
}
