package dev.tidegate.cli.aws;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of an AWS config file. Writing one profile leaves everything else as it is, byte for
/// byte.
///
/// Text is taken as ISO 8859-1, one character a byte, so any encoding passes through unharmed.
public record AwsConfig(String text) {
  /// The comment line that marks a profile as written by Tidegate.
  public static final String MARK = "# written by tidegate configure";

  private static final Pattern HEADER = Pattern.compile("^\\s*\\[\\s*(.*?)\\s*\\]\\s*([#;].*)?$");
  private static final Pattern KEY = Pattern.compile("^(credential_process|region)\\s*=.*$");

  /// Returns the text with the profile added or updated.
  ///
  /// In a profile that carries [#MARK], `credential_process` (and `region`, when given) are
  /// replaced and other lines kept. A profile without the mark belongs to somebody else and is
  /// refused.
  ///
  /// @param command the value of `credential_process`
  public AwsConfig with(String profile, String command, Optional<String> region) {
    List<String> lines = lines();
    List<Integer> headers = headers(lines, profile);
    if (headers.size() > 1) {
      throw CommandFailure.of(
          ExitCode.LOCAL, "Profile " + profile + " is there twice.", "remove one of the two");
    }
    return headers.isEmpty()
        ? appended(profile, command, region)
        : replaced(lines, headers.getFirst(), profile, command, region);
  }

  /// Returns whether there is a section for this profile, in the syntax of a config file or of a
  /// credentials file.
  public boolean has(String profile) {
    return !headers(lines(), profile).isEmpty();
  }

  private AwsConfig appended(String profile, String command, Optional<String> region) {
    String end = newline();
    StringBuilder more = new StringBuilder(text);
    if (!text.isEmpty()) {
      more.append(text.endsWith("\n") ? end : end + end);
    }
    more.append(profile.equals("default") ? "[default]" : "[profile " + profile + "]").append(end);
    more.append(MARK).append(end);
    own(command, region).forEach(line -> more.append(line).append(end));
    return new AwsConfig(more.toString());
  }

  private AwsConfig replaced(
      List<String> lines, int header, String profile, String command, Optional<String> region) {
    int after = header + 1;
    while (after < lines.size() && !HEADER.matcher(bare(lines.get(after))).matches()) {
      after++;
    }
    List<String> body = lines.subList(header + 1, after);
    if (body.stream().noneMatch(line -> bare(line).strip().equals(MARK))) {
      throw CommandFailure.of(
          ExitCode.LOCAL,
          "Profile "
              + profile
              + " is there already and was not written by Tidegate; it is left alone.",
          "choose another name, or remove that profile");
    }
    String end = newline();
    StringBuilder whole = new StringBuilder();
    lines.subList(0, header + 1).forEach(whole::append);
    for (String line : body) {
      Matcher key = KEY.matcher(bare(line));
      boolean ours =
          key.matches() && (key.group(1).equals("credential_process") || region.isPresent());
      if (!ours) {
        whole.append(line);
      }
      if (bare(line).strip().equals(MARK)) {
        if (!line.endsWith("\n")) {
          whole.append(end);
        }
        own(command, region).forEach(own -> whole.append(own).append(end));
      }
    }
    lines.subList(after, lines.size()).forEach(whole::append);
    return new AwsConfig(whole.toString());
  }

  private static List<String> own(String command, Optional<String> region) {
    List<String> own = new ArrayList<>();
    own.add("credential_process = " + command);
    region.ifPresent(name -> own.add("region = " + name));
    return own;
  }

  private static List<Integer> headers(List<String> lines, String profile) {
    List<Integer> found = new ArrayList<>();
    for (int number = 0; number < lines.size(); number++) {
      Matcher header = HEADER.matcher(bare(lines.get(number)));
      if (header.matches() && name(header.group(1)).equals(profile)) {
        found.add(number);
      }
    }
    return found;
  }

  /// Returns the profile named by a section header: `profile x`, `profile "x"`, or `x` itself
  /// (`default`, or in a credentials file).
  private static String name(String header) {
    String name =
        header.matches("profile\\s+.*") ? header.substring("profile".length()).strip() : header;
    boolean quoted =
        name.length() > 1
            && (name.startsWith("\"") && name.endsWith("\"")
                || name.startsWith("'") && name.endsWith("'"));
    return quoted ? name.substring(1, name.length() - 1) : name;
  }

  /// Returns the lines, each with its line break.
  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, next));
      start = next;
    }
    return lines;
  }

  private static String bare(String line) {
    return line.replaceAll("[\\r\\n]+$", "");
  }

  private String newline() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }
}
