package dev.tidegate.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What grants cost, and what a month in which nothing happens does: what was counted, times the
/// price list, with its arithmetic. Both are files beside this (`cost/usage.csv`,
/// `cost/prices.csv`): a price that changed is one line.
public final class Cost {
  private static final MathContext EXACT = MathContext.DECIMAL64;

  private final Map<String, Price> prices = new LinkedHashMap<>();
  private final List<Use> uses;

  /// A line of the price list.
  ///
  /// @param per for how many units the price is
  /// @param seen of when the page is that states it
  record Price(String key, BigDecimal dollars, BigDecimal per, String unit, String seen) {}

  /// Something that is used.
  ///
  /// @param scope `grant` or `month`: for one of what
  /// @param amount a sum of products of numbers
  /// @param basis where the numbers come from
  record Use(String scope, String item, String price, String amount, String basis) {}

  Cost(List<Price> prices, List<Use> uses) {
    prices.forEach(price -> this.prices.put(price.key(), price));
    this.uses = List.copyOf(uses);
  }

  /// Takes the folder of the repository, and prints the tables.
  public static void main(String[] arguments) throws IOException {
    System.out.print(read(Path.of(arguments[0], "benchmarks/cost")).tables());
  }

  static Cost read(Path folder) {
    return new Cost(
        rows(folder.resolve("prices.csv")).stream()
            .map(
                row ->
                    new Price(
                        row.get(0),
                        new BigDecimal(row.get(1)),
                        new BigDecimal(row.get(2)),
                        row.get(3),
                        row.get(4)))
            .toList(),
        rows(folder.resolve("usage.csv")).stream()
            .map(row -> new Use(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
            .toList());
  }

  /// Fields are parted by semicolons; a line that begins with # says something to the reader.
  private static List<List<String>> rows(Path file) {
    try {
      return Files.readString(file)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> List.of(line.split(";", 5)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the value of a sum of products, such as `4 + 2 * 0.5`.
  static BigDecimal value(String amount) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String term : amount.split("\\+", -1)) {
      BigDecimal product = BigDecimal.ONE;
      for (String factor : term.split("\\*", -1)) {
        product = product.multiply(new BigDecimal(factor.strip()), EXACT);
      }
      sum = sum.add(product, EXACT);
    }
    return sum;
  }

  /// Returns what `times` of a use cost, in dollars.
  BigDecimal dollars(Use use, int times) {
    Price price = price(use);
    return value(use.amount())
        .multiply(BigDecimal.valueOf(times), EXACT)
        .multiply(price.dollars(), EXACT)
        .divide(price.per(), EXACT);
  }

  private Price price(Use use) {
    return Optional.ofNullable(prices.get(use.price()))
        .orElseThrow(() -> new IllegalArgumentException("no price for " + use.item()));
  }

  /// Returns what `times` of everything in a scope cost, in dollars.
  BigDecimal total(String scope, int times) {
    return uses.stream()
        .filter(use -> use.scope().equals(scope))
        .map(use -> dollars(use, times))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// Returns the tables, as Markdown.
  String tables() {
    return "| for 1,000 grants | counted | arithmetic | US dollars |\n|---|---|---|---:|\n"
        + rows("grant", 1000)
        + "\n"
        + "| a month of 730 hours in which nothing happens | counted | arithmetic | US dollars |\n"
        + "|---|---|---|---:|\n"
        + rows("month", 1)
        + "\n| price, us-east-1 | US dollars | for | of |\n|---|---:|---:|---|\n"
        + priceRows();
  }

  private String rows(String scope, int times) {
    StringBuilder table = new StringBuilder();
    for (Use use : uses) {
      if (use.scope().equals(scope)) {
        Price price = price(use);
        String count = use.amount().contains("+") ? "(" + use.amount() + ")" : use.amount();
        row(
            table,
            use.item(),
            use.basis(),
            (times == 1 ? "" : "1,000 × ")
                + count.replace("*", "×")
                + " × "
                + price.dollars().toPlainString()
                + " / "
                + grouped(price.per()),
            shown(dollars(use, times)));
      }
    }
    row(table, "**together**", "", "", "**" + shown(total(scope, times)) + "**");
    return table.toString();
  }

  private String priceRows() {
    StringBuilder table = new StringBuilder();
    prices
        .values()
        .forEach(
            price ->
                row(
                    table,
                    price.unit(),
                    price.dollars().toPlainString(),
                    grouped(price.per()),
                    price.seen()));
    return table.toString();
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String grouped(BigDecimal number) {
    return String.format(java.util.Locale.ROOT, "%,d", number.longValueExact());
  }

  private static String shown(BigDecimal dollars) {
    return dollars.setScale(4, RoundingMode.HALF_UP).toPlainString();
  }
}
