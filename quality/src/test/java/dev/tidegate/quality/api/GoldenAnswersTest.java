package dev.tidegate.quality.api;

import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.golden.GoldenFolder;
import dev.tidegate.quality.Repository;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every answer of the API, each problem included, with the lines that it logs and counts: status,
/// headers and body, byte for byte. A file for each route.
class GoldenAnswersTest {
  private static final Map<String, String> ROUTES =
      Routes.of(Repository.root().resolve("template.yaml"));

  /// Frames, and packages of classes, say how the code is laid out and may change.
  private static final Pattern FRAMES = Pattern.compile("\"frames\":\\[[^\\]]*]");

  private static final Pattern PACKAGE = Pattern.compile("dev\\.tidegate\\.[a-z.]+");

  /// A signature holds chance, and is by a key of this run.
  private static final Pattern SIGNATURE = Pattern.compile("\"signature\":\"[A-Za-z0-9+/=]+\"");

  /// The sample policy's hash is over a text of this run, and the hash of an event that names it.
  private static final Pattern POLICY = Pattern.compile("\"policy\":\"[0-9a-f]{64}\"");

  private static final Pattern CHAINED =
      Pattern.compile("\"prev\":\"[0-9a-f]{64}\",\"hash\":\"[0-9a-f]{64}\"");

  @Test
  void answersAndLinesOfTheLogAreAsTheyWere() {
    GoldenFolder golden = new GoldenFolder("answers");
    for (Exchanges.Exchange exchange : Exchanges.all()) {
      Functions functions = new Functions(ROUTES);
      Sent sent = exchange.call().apply(functions);
      int before = functions.out.text().length();

      Answered answered = functions.send(sent);

      String file = exchange.route().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
      golden.add(file + ".txt", exchange.toString(), text(answered));
      golden.add(file + ".txt", "log", plain(functions.out.text().substring(before)));
    }
    golden.check();
  }

  private static String text(Answered answered) {
    StringBuilder text = new StringBuilder();
    text.append(answered.response().getStatusCode()).append('\n');
    new TreeMap<>(answered.response().getHeaders())
        .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    text.append('\n').append(answered.raw());
    String signed = SIGNATURE.matcher(text).replaceAll("\"signature\":\"...\"");
    String same = POLICY.matcher(signed).replaceAll("\"policy\":\"...\"");
    return same.equals(signed)
        ? same
        : CHAINED.matcher(same).replaceAll("\"prev\":\"...\",\"hash\":\"...\"");
  }

  private static String plain(String lines) {
    String framed = FRAMES.matcher(lines).replaceAll("\"frames\":[]");
    return PACKAGE.matcher(framed).replaceAll("").stripTrailing();
  }
}
