package dev.tidegate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.local.LocalAwsException;
import dev.tidegate.local.Outputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A person at their own terminal: runs the packaged `tidegate` with a home folder of their own.
final class Person {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Path program;
  private final Path home;
  private final Path folder;
  private final Narrator narrator;

  Person(String name, Path program, Path runFolder, Narrator narrator) {
    this.name = name;
    this.program = program;
    this.home = runFolder.resolve("home-" + name);
    this.folder = runFolder.resolve("folder-" + name);
    this.narrator = narrator;
  }

  String name() {
    return name;
  }

  Path home() {
    return home;
  }

  /// Signs in with the password of the demo pool.
  void signIn(Outputs stack) {
    narrator.command(name, "tidegate login --password --user " + name);
    Result result =
        run(
            List.of(
                "login",
                "--password-stdin",
                "--user",
                name,
                "--api",
                stack.get("api.url"),
                "--issuer",
                stack.get("auth.issuer"),
                "--client-id",
                stack.get("auth.client-id"),
                "--region",
                stack.get("aws.region"),
                "--cognito-endpoint",
                stack.get("auth.endpoint")),
            stack.get("user." + name + ".password") + "\n");
    narrator.output(result.orFail().text());
  }

  /// Runs a command and shows it with its output.
  Result types(String... words) {
    narrator.command(name, "tidegate " + shown(words));
    Result result = run(List.of(words), "");
    narrator.output(result.text());
    return result;
  }

  /// Runs a command with `--json` without showing it.
  JsonNode json(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(1, "--json");
    Result result = run(all, "").orFail();
    try {
      return JSON.readTree(result.out());
    } catch (IOException e) {
      throw new LocalAwsException("tidegate " + words[0] + " --json printed no JSON.", e);
    }
  }

  /// The output and the exit code of a command.
  record Result(String command, int exit, String out, String err) {
    String text() {
      return (out + err).strip();
    }

    Result orFail() {
      if (exit != 0) {
        throw new LocalAwsException("tidegate " + command + " ended with " + exit + ": " + text());
      }
      return this;
    }
  }

  private Result run(List<String> words, String input) {
    List<String> line = new ArrayList<>();
    line.add(program.toString());
    line.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder().toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("AWS_") || key.startsWith("TIDEGATE_"));
    environment.put("TIDEGATE_HOME", home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    try {
      Process process = builder.start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      StringBuilder err = new StringBuilder();
      Thread reader = Thread.ofVirtual().start(() -> err.append(read(process.getErrorStream())));
      String out = read(process.getInputStream());
      reader.join();
      return new Result(words.getFirst(), process.waitFor(), out, err.toString());
    } catch (IOException e) {
      throw new LocalAwsException("Cannot run " + program + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalAwsException("Interrupted.", e);
    }
  }

  /// Returns the working folder of this person's terminal.
  Path folder() {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new LocalAwsException("Cannot make " + folder + ".", e);
    }
  }

  private static String read(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String shown(String... words) {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      quoted.add(word.matches("[\\w./:=@-]+") ? word : "'" + word + "'");
    }
    return String.join(" ", quoted);
  }
}
