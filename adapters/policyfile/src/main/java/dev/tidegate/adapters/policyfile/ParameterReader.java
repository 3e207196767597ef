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

  static Optional<Parameter> read(Name name, YamlValue at) {
    if (Entitlement.OWN_VARIABLES.contains(name.text())) {
      at.report(
          FindingCode.INVALID_VALUE, "another name expected: ${" + name + "} is the account's own");
    }
    YamlMapping fields = at.fields("description", "pattern", "choices", "default");
    Optional<String> description = fields.need("description").flatMap(CommonReaders::description);
    Optional<String> bound = fields.exactlyOne("pattern", "choices");
    Optional<Pattern> pattern = fields.get("pattern").flatMap(CommonReaders::pattern);
    List<String> choices =
        fields
            .get("choices")
            .map(all -> all.distinct(MOST_CHOICES, ParameterReader::choice))
            .orElse(List.of());
    Optional<String> preset = fields.get("default").flatMap(YamlValue::text);
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
                                FindingCode.INVALID_VALUE,
                                expected + " expected, found " + Excerpt.quoted(preset.get()))));
    return Optional.of(parameter);
  }

  private static Optional<String> choice(YamlValue at) {
    Optional<String> text = at.text();
    Optional<String> objection = text.flatMap(Parameter::unsafe);
    objection.ifPresent(
        expected ->
            at.report(
                FindingCode.INVALID_VALUE,
                expected + " expected, found " + Excerpt.quoted(text.orElse(""))));
    return objection.isPresent() ? Optional.empty() : text;
  }
}
