package dev.tidegate.cli.policy;

import dev.tidegate.adapters.policyfile.YamlPolicyParser;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.core.policies.PolicyParser;
import dev.tidegate.core.policies.PushPolicy;
import dev.tidegate.core.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The result of reading a policy file: a policy, or its errors.
public sealed interface PolicyFile {
  /// A valid policy.
  ///
  /// @param name the file's name in messages
  record Sound(String name, String text, Policy policy) implements PolicyFile {
    /// Returns the bytes of the file, unchanged.
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// A file with errors.
  record Broken(List<LintNote> notes) implements PolicyFile {
    public Broken {
      notes = List.copyOf(notes);
    }
  }

  /// Reads and parses a file.
  ///
  /// @throws CommandFailure when there is no such file or it cannot be read
  static PolicyFile read(Path file) {
    return of(file.toString(), bytes(file));
  }

  /// Parses a policy that did not come from a file, such as a version from the server.
  static PolicyFile of(String name, byte[] bytes) {
    return switch (new YamlPolicyParser().parse(bytes)) {
      case PolicyParser.Result.Valid(Policy policy) ->
          new Sound(name, new String(bytes, StandardCharsets.UTF_8), policy);
      case PolicyParser.Result.Invalid(List<PolicyParser.Finding> findings) ->
          new Broken(LintNote.of(name, findings));
    };
  }

  /// Returns the bytes of a file. Of a file that is too large, only one byte more than a policy may
  /// have is read, enough for the parser to refuse it.
  static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(PushPolicy.MOST_BYTES + 1);
    } catch (NoSuchFileException _) {
      throw CommandFailure.of(ExitCode.USAGE, "There is no file " + file + ".");
    } catch (IOException e) {
      throw CommandFailure.of(ExitCode.LOCAL, "Cannot read " + file + ": " + e.getMessage() + ".");
    }
  }
}
