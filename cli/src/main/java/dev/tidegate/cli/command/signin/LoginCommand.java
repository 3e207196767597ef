package dev.tidegate.cli.command.signin;

import dev.tidegate.cli.command.ApiSession;
import dev.tidegate.cli.command.CommonOptions;
import dev.tidegate.cli.config.Folder;
import dev.tidegate.cli.config.Settings;
import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.signin.BrowserSignIn;
import dev.tidegate.cli.signin.DeviceSignIn;
import dev.tidegate.cli.signin.PasswordSignIn;
import dev.tidegate.cli.signin.SecondFactorPrompt;
import dev.tidegate.cli.signin.Secret;
import dev.tidegate.cli.signin.SignIn;
import dev.tidegate.cli.text.PlainText;
import dev.tidegate.wire.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidegate login`: signs in, and saves the given settings for the next time.
@Command(
    name = "login",
    description =
        "Sign in: in the browser, with --device on another device, or with --password at a Cognito"
            + " pool.")
public final class LoginCommand implements Callable<Integer> {
  private static final Pattern POOL =
      Pattern.compile("https://cognito-idp\\.([a-z0-9-]+)\\.(amazonaws\\.com(?:\\.cn)?)/.*");

  private final CommandEnvironment shell;

  @Option(names = "--api", paramLabel = "URL", description = "The Tidegate API, without /v1. Kept.")
  Optional<String> api = Optional.empty();

  @Option(names = "--issuer", paramLabel = "URL", description = "The OpenID Connect issuer. Kept.")
  Optional<String> issuer = Optional.empty();

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      description = "The issuer's name for this client. Kept.")
  Optional<String> clientId = Optional.empty();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The AWS region for profiles and commands. Kept.")
  Optional<String> region = Optional.empty();

  @Option(
      names = "--scope",
      paramLabel = "SCOPES",
      description =
          "Scopes to ask for beside openid (default: none; for a Cognito pool, tidegate/use)."
              + " Kept.")
  Optional<String> scope = Optional.empty();

  @Option(
      names = "--callback",
      paramLabel = "URL",
      description =
          "Where the browser comes back to, as registered at the issuer, for example"
              + " http://localhost:8976/callback; several are separated by commas, and the first"
              + " free one is taken (default: any free port of 127.0.0.1; for a Cognito pool, those"
              + " of template.yaml). Kept.")
  Optional<String> callback = Optional.empty();

  @Option(
      names = "--cognito-endpoint",
      paramLabel = "URL",
      description = "The Cognito API for --password, where it is not AWS's own. Kept.")
  Optional<String> cognitoEndpoint = Optional.empty();

  @Option(
      names = "--acr-values",
      paramLabel = "VALUES",
      description =
          "What the issuer calls a sign-in with a second factor, for --mfa (default: for a Cognito"
              + " pool, its levels 4 and 3; else nothing is asked for). Kept.")
  Optional<String> acrValues = Optional.empty();

  @Option(
      names = "--mfa",
      description =
          "Sign in now, with a second factor, in the browser; needed where a rule says mfa. Ends"
              + " with 3 when the token does not tell of one.")
  boolean mfa;

  @Option(names = "--device", description = "Show a code to enter in a browser elsewhere.")
  boolean device;

  @Option(names = "--password", description = "Ask for name and password (Cognito pools only).")
  boolean password;

  @Option(
      names = "--password-stdin",
      description = "Like --password, but read the password from standard input.")
  boolean passwordStdin;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "The name that goes with the password.")
  Optional<String> user = Optional.empty();

  @Mixin CommonOptions common = new CommonOptions();

  /// Creates the command for this environment.
  public LoginCommand(CommandEnvironment shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiSession client = ApiSession.of(shell, common);
    Settings given =
        new Settings(api, issuer, clientId, region, scope, callback, cognitoEndpoint, acrValues);
    Settings settings = client.settings().overlaid(given);
    URI address =
        ApiSession.api(
            "the API address",
            required(settings.api().or(() -> shell.variable("TIDEGATE_API")), "--api URL"));
    SignIn.SignedIn signedIn = way(client, settings).run(address);
    Folder.of(shell).save(client.profile(), settings);
    client.tokens().write(signedIn.tokens());
    String expires = signedIn.tokens().expiresAt().toString();
    Json document =
        Json.object()
            .put("signedIn", new Json.Bool(true))
            .put("as", signedIn.label())
            .put("api", address.toString())
            .put("expiresAt", expires)
            .build();
    String as = signedIn.label().map(label -> " as " + PlainText.safe(label)).orElse("");
    return client.report().done(document, List.of("Signed in" + as + " at " + address + "."));
  }

  private SignIn way(ApiSession with, Settings settings) {
    SignIn.Tools tools = new SignIn.Tools(with.http(), shell);
    String client = required(settings.clientId(), "--client-id ID");
    if (mfa && (device || password || passwordStdin)) {
      throw CommandFailure.of(
          ExitCode.USAGE,
          "--mfa needs the browser: a password alone is no second factor, and a code for another"
              + " device asks for none.",
          "leave out --device and --password, or leave out --mfa");
    }
    if (password || passwordStdin) {
      return new PasswordSignIn(
          tools, endpoint(settings), client, required(user, "--user NAME"), typed());
    }
    String at = required(settings.issuer(), "--issuer URL");
    if (device) {
      return new DeviceSignIn(tools, at, client, settings.scope());
    }
    return new BrowserSignIn(
        tools,
        at,
        client,
        settings.scope(),
        settings.callback(),
        mfa ? Optional.of(new SecondFactorPrompt(settings.acrValues())) : Optional.empty(),
        BrowserSignIn.LIMIT);
  }

  private Secret typed() {
    Optional<String> secret =
        passwordStdin ? shell.prompt().line() : shell.prompt().secret("Password: ");
    return secret
        .filter(text -> !text.isBlank())
        .map(Secret::new)
        .orElseThrow(
            () ->
                CommandFailure.of(
                    ExitCode.USAGE,
                    "No password was given.",
                    "type it when asked, or pipe it in with --password-stdin"));
  }

  private static URI endpoint(Settings settings) {
    Optional<String> region =
        settings
            .issuer()
            .map(POOL::matcher)
            .filter(Matcher::matches)
            .map(pool -> "https://cognito-idp." + pool.group(1) + "." + pool.group(2) + "/");
    return Addresses.secure(
        "the Cognito endpoint",
        required(settings.cognitoEndpoint().or(() -> region), "--cognito-endpoint URL"));
  }

  private static String required(Optional<String> value, String option) {
    return value.orElseThrow(
        () ->
            CommandFailure.of(
                ExitCode.USAGE, "The sign-in needs " + option + ".", "give it once; it is kept"));
  }
}
