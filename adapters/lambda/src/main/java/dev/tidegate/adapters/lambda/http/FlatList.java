package dev.tidegate.adapters.lambda.http;

import java.util.Arrays;
import java.util.List;

/// The authorizer hands a list of a token over as one flat text: `[a b]`, `[a, b]`, `a,b` and a
/// single value are read. [AWS: API Gateway DG, JWT authorizers]
final class FlatList {
  private FlatList() {}

  static List<String> of(String flat) {
    String inner = flat.strip();
    boolean list = inner.startsWith("[") && inner.endsWith("]");
    if (list) {
      inner = inner.substring(1, inner.length() - 1);
    }
    String between = inner.indexOf(',') >= 0 || !list ? "," : "\\s+";
    return Arrays.stream(inner.split(between, -1)).map(String::strip).toList();
  }
}
