package dev.tidegate.e2e;

import dev.tidegate.local.LocalAws;
import dev.tidegate.local.Progress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Gives tests the stack they run against: the one that `-Dtidegate.e2e.stack=<properties file>`
/// names, else one on this machine that is started once for all tests and stopped after the last.
///
/// A test that takes [LocalAws] needs the laptop's and is skipped elsewhere; the others know the
/// [Stack] alone. All classes share one stack and run side by side on it, except those that are
/// [Apart].
final class Running implements ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(Running.class);

  private record Started(Stack stack, Optional<LocalAws> aws) implements AutoCloseable {
    @Override
    public void close() {
      aws.ifPresent(LocalAws::close);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Stack.class || type == LocalAws.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Started started =
        context
            .getRoot()
            .getStore(SPACE)
            .computeIfAbsent(stackOf(context.getRequiredTestClass()), _ -> start(), Started.class);
    if (parameter.getParameter().getType() == Stack.class) {
      return started.stack();
    }
    Assumptions.assumeTrue(
        started.aws().isPresent(), "needs the laptop's AWS; this run is against another stack");
    return started.aws().orElseThrow();
  }

  /// The properties file of the stack that these tests were told to run against, if any.
  static Optional<Path> givenStack() {
    return Optional.of(System.getProperty("tidegate.e2e.stack", ""))
        .filter(given -> !given.isEmpty())
        .map(Path::of);
  }

  private static String stackOf(Class<?> testClass) {
    return Optional.ofNullable(testClass.getAnnotation(Apart.class))
        .map(Apart::stack)
        .orElse("shared");
  }

  private static Started start() {
    Optional<Path> given = givenStack();
    if (given.isPresent()) {
      return new Started(Stack.read(given.get()), Optional.empty());
    }
    LocalAws aws =
        LocalAws.start(Path.of(System.getProperty("tidegate.root")), Progress.to(System.err));
    try {
      Map<String, String> values = new HashMap<>(aws.deploy().values());
      values.putAll(buildSystem(aws));
      Stack stack = Stack.of(values);
      PolicyPush.demo(stack);
      return new Started(stack, Optional.of(aws));
    } catch (RuntimeException | Error e) {
      aws.close();
      throw e;
    }
  }

  private static Map<String, String> buildSystem(LocalAws aws) {
    String account = LocalAws.TARGET_ACCOUNT;
    try (StsClient sts = aws.clients().of(StsClient.builder(), aws.clients().root(account))) {
      Credentials made =
          sts.assumeRole(
                  r ->
                      r.roleArn(
                              "arn:aws:iam::"
                                  + account
                                  + ":role/"
                                  + aws.outputs().get("target.eligible-role"))
                          .roleSessionName("build-4711"))
              .credentials();
      return Map.of(
          "ci.access-key-id", made.accessKeyId(),
          "ci.secret-access-key", made.secretAccessKey(),
          "ci.session-token", made.sessionToken());
    }
  }
}
