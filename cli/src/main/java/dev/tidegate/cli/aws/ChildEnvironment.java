package dev.tidegate.cli.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The environment of a command that runs under a session, as lines for a POSIX shell.
///
/// Variables that could make an AWS tool prefer other credentials are unset, and so is Tidegate's
/// own token: the child gets the session's credentials and no others.
public final class ChildEnvironment {
  /// The first line, which tells the launcher to evaluate the lines that follow.
  public static final String MARK = "# tidegate exec";

  private static final List<String> REMOVED =
      List.of(
          "AWS_PROFILE",
          "AWS_DEFAULT_PROFILE",
          "AWS_SECURITY_TOKEN",
          "AWS_CREDENTIAL_EXPIRATION",
          "AWS_ROLE_ARN",
          "AWS_ROLE_SESSION_NAME",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
          "TIDEGATE_TOKEN");

  private ChildEnvironment() {}

  /// Returns the lines, [#MARK] first.
  ///
  /// @param region set for the child unless the parent names one
  public static List<String> lines(AwsCredentials credentials, Optional<String> region) {
    Map<String, String> set = new LinkedHashMap<>();
    set.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    set.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
    set.put("AWS_SESSION_TOKEN", credentials.sessionToken());
    set.put("AWS_CREDENTIAL_EXPIRATION", credentials.expiration());
    region.ifPresent(
        name -> {
          set.put("AWS_REGION", name);
          set.put("AWS_DEFAULT_REGION", name);
        });
    List<String> lines = new java.util.ArrayList<>();
    lines.add(MARK);
    lines.add("unset " + String.join(" ", REMOVED));
    set.forEach((name, value) -> lines.add("export " + name + "=" + quoted(value)));
    return lines;
  }

  /// Returns the variables that are unset, for the generated reference.
  public static List<String> removed() {
    return REMOVED;
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
