package dev.tidegate.e2e;

import com.sun.net.httpserver.HttpExchange;
import dev.tidegate.local.LocalAws;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;

/// Stands between deployed functions and AWS, knows which call is about which grant, and lets one
/// call of a grant's life go wrong for good: every attempt of it fails, whether or not it had its
/// effect.
final class FaultyAws implements AutoCloseable {
  private static final Pattern ABOUT = Pattern.compile("[rg]-([0-9a-hjkmnp-tv-z]{16})");
  private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");
  private static final List<String> SERVICES =
      List.of("DYNAMODB", "IAM", "LAMBDA", "SCHEDULER", "STS");
  private static final byte[] NOTHING = {};

  /// Whether the call that fails has had its effect.
  enum When {
    BEFORE,
    AFTER
  }

  /// One AWS call of a function, however often it was attempted.
  record Call(String function, String operation) {}

  /// The `at`th call of `function` that is about a grant, and how it fails.
  record Strike(String function, int at, When when) {}

  private record Attempted(Call call, String invocation) {}

  private final LocalAws aws;
  private final DeployedFunctions functions;
  private final Map<String, AwsProxy> proxies = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> environments = new HashMap<>();
  private final Map<String, AliasConfiguration> aliases = new HashMap<>();
  private final Map<String, List<Attempted>> seen = new ConcurrentHashMap<>();
  private final Map<String, Strike> strikes = new ConcurrentHashMap<>();
  private final Set<String> struck = ConcurrentHashMap.newKeySet();

  private FaultyAws(LocalAws aws) {
    this.aws = aws;
    this.functions = new DeployedFunctions(aws);
  }

  /// From now on these functions reach AWS through here.
  static FaultyAws before(LocalAws aws, List<String> functions) throws IOException {
    FaultyAws faulty = new FaultyAws(aws);
    try (LambdaClient lambda = faulty.functions.client()) {
      for (String function : functions) {
        faulty.standBefore(function, lambda);
      }
    }
    return faulty;
  }

  private void standBefore(String function, LambdaClient lambda) throws IOException {
    AwsProxy proxy = new AwsProxy(aws, (exchange, body) -> answer(function, exchange, body));
    proxies.put(function, proxy);
    Map<String, String> variables = functions.environment(function);
    environments.put(function, variables);
    Map<String, String> with = new HashMap<>(variables);
    SERVICES.forEach(service -> with.put("AWS_ENDPOINT_URL_" + service, proxy.url()));
    functions.configure(function, with);
    lambda.listAliases(r -> r.functionName(functions.name(function))).aliases().stream()
        .findFirst()
        .ifPresent(
            alias -> {
              aliases.put(function, alias);
              String version =
                  lambda.publishVersion(r -> r.functionName(functions.name(function))).version();
              point(function, alias.name(), version, lambda);
            });
  }

  /// Those behind the API are called by their alias, which stands for a version.
  private void point(String function, String alias, String version, LambdaClient lambda) {
    lambda.updateAlias(
        r -> r.functionName(functions.name(function)).name(alias).functionVersion(version));
  }

  /// Lets one call of this grant's life go wrong.
  void strike(String grant, Strike strike) {
    strikes.put(key(grant).orElseThrow(), strike);
  }

  boolean struck(String grant) {
    return struck.contains(key(grant).orElseThrow());
  }

  /// Returns the calls that were about this grant, in the order of their first attempts.
  List<Call> calls(String grant) {
    return seen.getOrDefault(key(grant).orElseThrow(), List.of()).stream()
        .map(Attempted::call)
        .toList();
  }

  private void answer(String function, HttpExchange exchange, byte[] body) throws IOException {
    String text = exchange.getRequestURI() + "\n" + new String(body, StandardCharsets.UTF_8);
    Optional<When> fails = key(text).flatMap(about -> fate(about, function, exchange, text));
    AwsProxy proxy = Objects.requireNonNull(proxies.get(function));
    if (fails.equals(Optional.of(When.BEFORE))) {
      AwsProxy.respond(exchange, 503, NOTHING);
      return;
    }
    HttpResponse<byte[]> response = proxy.send(proxy.passedOn(exchange, body));
    if (fails.isPresent()) {
      AwsProxy.respond(exchange, 503, NOTHING);
    } else {
      AwsProxy.respond(exchange, response);
    }
  }

  private Optional<When> fate(String about, String function, HttpExchange exchange, String text) {
    String invocation = exchange.getRequestHeaders().getFirst("amz-sdk-invocation-id");
    int at = place(about, new Attempted(new Call(function, operation(exchange, text)), invocation));
    Strike strike = strikes.get(about);
    if (strike == null || !strike.function().equals(function) || strike.at() != at) {
      return Optional.empty();
    }
    struck.add(about);
    return Optional.of(strike.when());
  }

  /// Returns how many calls of the same function about the same grant came before this one.
  private int place(String about, Attempted attempted) {
    List<Attempted> all = seen.computeIfAbsent(about, _ -> new ArrayList<>());
    synchronized (all) {
      if (!all.contains(attempted)) {
        all.add(attempted);
      }
      List<Attempted> own =
          all.stream()
              .filter(one -> one.call().function().equals(attempted.call().function()))
              .toList();
      return own.indexOf(attempted);
    }
  }

  private static String operation(HttpExchange exchange, String text) {
    String target = exchange.getRequestHeaders().getFirst("x-amz-target");
    if (target != null) {
      return target.substring(target.indexOf('.') + 1);
    }
    Matcher action = ACTION.matcher(text);
    return action.find()
        ? action.group(1)
        : exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath().split("/")[1];
  }

  private static Optional<String> key(String text) {
    Matcher matcher = ABOUT.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// The proxies stay, and hand everything on: a worker that was starting meanwhile still knows
  /// their addresses.
  @Override
  public void close() {
    try (LambdaClient lambda = functions.client()) {
      environments.forEach((function, variables) -> functions.configure(function, variables));
      aliases.forEach(
          (function, alias) -> point(function, alias.name(), alias.functionVersion(), lambda));
    }
    strikes.clear();
  }
}
