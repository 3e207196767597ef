package dev.tidegate.cli.command;

import dev.tidegate.cli.api.ApiAnswer;
import dev.tidegate.cli.api.ApiClient;
import dev.tidegate.cli.api.Bearer;
import dev.tidegate.cli.api.ServerProblem;
import dev.tidegate.cli.config.Folder;
import dev.tidegate.cli.config.Settings;
import dev.tidegate.cli.http.Addresses;
import dev.tidegate.cli.http.Http;
import dev.tidegate.cli.http.Proxies;
import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.cli.signin.Secret;
import dev.tidegate.cli.signin.TokenFile;
import dev.tidegate.cli.signin.TokenRenewal;
import dev.tidegate.cli.text.RequestText;
import dev.tidegate.cli.text.Times;
import dev.tidegate.wire.api.RequestView;
import dev.tidegate.wire.json.Json;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/// What a command that calls the API needs: the settings of the chosen profile, the API client of
/// the signed-in person, and the output.
///
/// @param profile the name of the settings and the sign-in in use
public record ApiSession(
    CommandEnvironment shell, String profile, Settings settings, CommandOutput report) {
  public static ApiSession of(CommandEnvironment shell, CommonOptions common) {
    String profile = profile(shell, common);
    return new ApiSession(
        shell, profile, Folder.of(shell).settings(profile), new CommandOutput(shell, common.json));
  }

  static String profile(CommandEnvironment shell, CommonOptions common) {
    String name = common.profile.or(() -> shell.variable("TIDEGATE_PROFILE")).orElse("default");
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")) {
      throw CommandFailure.of(
          ExitCode.USAGE, "A config profile's name is up to 64 letters, digits, '.', '_' and '-'.");
    }
    return name;
  }

  public Http http() {
    return new Http(new Proxies(shell.environment()));
  }

  public TokenFile tokens() {
    return TokenFile.of(Folder.of(shell), profile);
  }

  public ApiClient api() {
    Http http = http();
    URI base = base();
    Bearer bearer =
        shell
            .variable("TIDEGATE_TOKEN")
            .map(token -> Bearer.fixed(new Secret(token.strip())))
            .orElseGet(() -> Bearer.kept(new TokenRenewal(http, tokens()), base, shell.clock()));
    return new ApiClient(http, base, bearer, shell.pause(), shell::say);
  }

  private URI base() {
    return shell
        .variable("TIDEGATE_API")
        .map(text -> api("TIDEGATE_API", text))
        .or(() -> settings.api().map(text -> api("the API address", text)))
        .orElseThrow(
            () ->
                CommandFailure.of(
                    ExitCode.NOT_SIGNED_IN,
                    "No API is set up for profile '" + profile + "'.",
                    "run: tidegate login --api URL --issuer URL --client-id ID"));
  }

  /// Returns an API address normalised to the form that is stored and compared.
  public static URI api(String what, String text) {
    return Addresses.secure(what, text.strip().replaceAll("/+$", ""));
  }

  public Times times() {
    return new Times(shell.clock().instant(), shell.zone());
  }

  /// Shows an answer, unchanged with `--json`, otherwise as text, and returns the exit code.
  public int show(ApiAnswer answer, Function<Json, List<String>> words) {
    return switch (answer) {
      case ApiAnswer.Refused(ServerProblem problem) -> report.refused(problem);
      case ApiAnswer.Done done -> {
        Json json = done.json();
        yield report.done(json, report.json() ? List.of() : words.apply(json));
      }
    };
  }

  /// Shows an answer that holds a request as its one-line headline and returns the exit code.
  public int headline(ApiAnswer answer) {
    return show(answer, json -> List.of(new RequestText(times()).headline(new RequestView(json))));
  }
}
