package dev.tidegate.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// For a slow test class whose outcome rests on a few files and the Python interpreter alone: it is
/// skipped, with a line that says so, when it has passed in this folder with the same content of
/// all of them.
///
/// It always runs where the environment variable `CI` is set, and with `-Deverything`. That it
/// passed is noted in `.local/passed/`, under the hash of the content, and only when each of its
/// tests has run.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WhenChanged.Condition.class)
@interface WhenChanged {
  /// The files, and the folders with all files in them, from the root of the repository.
  String[] files();

  /// Decides, and notes what passed.
  final class Condition implements ExecutionCondition, TestWatcher, AfterAllCallback {
    private static final ExtensionContext.Namespace SPACE =
        ExtensionContext.Namespace.create(Condition.class);

    /// Asked for once, and only when it is needed.
    private static final class Interpreter {
      private static final String FOUND = Python.find().toString();
    }

    private final Path root;
    private final Map<String, String> environment;

    Condition() {
      this(RepoRoot.path(), System.getenv());
    }

    Condition(Path root, Map<String, String> environment) {
      this.root = root;
      this.environment = environment;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (context.getTestMethod().isPresent()) {
        return ConditionEvaluationResult.enabled("its class runs");
      }
      Class<?> test = context.getRequiredTestClass();
      Optional<String> skipped = skipped(test);
      skipped.ifPresent(System.out::println);
      return skipped
          .map(ConditionEvaluationResult::disabled)
          .orElseGet(() -> ConditionEvaluationResult.enabled("something changed"));
    }

    /// Returns why the class need not run, if it need not.
    Optional<String> skipped(Class<?> test) {
      if (environment.containsKey("CI") || System.getProperty("everything") != null) {
        return Optional.empty();
      }
      return Files.exists(note(test))
          ? Optional.of(
              test.getSimpleName()
                  + ": skipped, since it passed here and nothing of "
                  + String.join(", ", files(test))
                  + " changed since; -Deverything runs it")
          : Optional.empty();
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
      passed(context).incrementAndGet();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
      Class<?> test = context.getRequiredTestClass();
      if (passed(context).get() == tests(test)) {
        notePassed(test);
      }
    }

    /// Notes that the class passed with the files as they are.
    void notePassed(Class<?> test) throws IOException {
      Files.createDirectories(note(test).getParent());
      Files.writeString(note(test), "");
    }

    private static AtomicInteger passed(ExtensionContext context) {
      return context
          .getRoot()
          .getStore(SPACE)
          .computeIfAbsent(
              context.getRequiredTestClass(), _ -> new AtomicInteger(), AtomicInteger.class);
    }

    private static int tests(Class<?> test) {
      return (int)
          Arrays.stream(test.getDeclaredMethods())
              .filter(method -> method.isAnnotationPresent(Test.class))
              .count();
    }

    private static List<String> files(Class<?> test) {
      return List.of(test.getAnnotation(WhenChanged.class).files());
    }

    private Path note(Class<?> test) {
      return root.resolve(".local/passed").resolve(test.getSimpleName() + "-" + hash(files(test)));
    }

    private String hash(List<String> named) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Interpreter.FOUND.getBytes(UTF_8));
        for (String name : named) {
          try (Stream<Path> found = Files.walk(root.resolve(name))) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
              byte[] content = Files.readAllBytes(file);
              digest.update((root.relativize(file) + "\n" + content.length + "\n").getBytes(UTF_8));
              digest.update(content);
            }
          }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
      } catch (IOException unreadable) {
        throw new AssertionError("cannot read what the test rests on: " + named, unreadable);
      } catch (NoSuchAlgorithmException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }
}
