package dev.tidegate.cli.record;

import dev.tidegate.cli.json.Json;
import dev.tidegate.reports.AccessReport;
import dev.tidegate.reports.ReportTree;
import java.util.List;
import java.util.Map;

/// A report as JSON: docs/schemas/report.schema.json.
public final class ReportJson {
  private ReportJson() {}

  /// Returns the document.
  public static Json of(AccessReport report) {
    return json(ReportTree.of(report));
  }

  private static Json json(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Json.Builder object = Json.object();
        map.forEach((name, field) -> object.put(String.valueOf(name), json(field)));
        yield object.build();
      }
      case List<?> list -> new Json.Arr(list.stream().map(ReportJson::json).toList());
      case Number number -> new Json.Num(number.toString());
      default -> new Json.Str(value.toString());
    };
  }
}
