package dev.tidegate.cli.config;

import dev.tidegate.cli.shell.CommandEnvironment;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonReader;
import dev.tidegate.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The configuration folder: `config.json` with the settings of each profile, and `tokens/` with
/// what must stay secret.
///
/// `TIDEGATE_HOME`, else `$XDG_CONFIG_HOME/tidegate`, else `~/.config/tidegate`.
public record Folder(Path root) {
  /// Returns the folder that the environment points to; it need not exist yet.
  public static Folder of(CommandEnvironment shell) {
    return new Folder(
        shell
            .variable("TIDEGATE_HOME")
            .map(Path::of)
            .or(() -> shell.variable("XDG_CONFIG_HOME").map(base -> Path.of(base, "tidegate")))
            .orElse(shell.home().resolve(".config").resolve("tidegate"))
            .toAbsolutePath());
  }

  /// Returns the settings of a profile, [Settings#none] when it was never set up.
  public Settings settings(String profile) {
    return profiles().at(profile).map(Settings::read).orElse(Settings.none());
  }

  /// Saves the settings of a profile and leaves the other profiles as they are.
  public void save(String profile, Settings settings) {
    Map<String, Json> profiles = new LinkedHashMap<>(profiles().entries());
    profiles.put(profile, settings.json());
    Json whole = Json.object().put("profiles", new Json.Obj(profiles)).build();
    PrivateFiles.write(config(), JsonWriter.pretty(whole) + "\n");
  }

  /// Returns the file that holds the tokens of a profile.
  public Path tokens(String profile) {
    return root.resolve("tokens").resolve(profile + ".json");
  }

  private Path config() {
    return root.resolve("config.json");
  }

  private Json profiles() {
    String text;
    try {
      text = Files.readString(config());
    } catch (NoSuchFileException _) {
      return Json.object().build();
    } catch (IOException e) {
      throw CommandFailure.of(
          ExitCode.LOCAL, "Cannot read " + config() + ": " + e.getMessage() + ".");
    }
    Json whole =
        JsonReader.ANSWER
            .tree(text)
            .orElseThrow(
                () ->
                    CommandFailure.of(
                        ExitCode.LOCAL,
                        config() + " is not JSON.",
                        "mend it, or remove it and log in again"));
    return whole.at("profiles").orElse(Json.object().build());
  }
}
