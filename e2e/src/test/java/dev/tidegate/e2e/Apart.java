package dev.tidegate.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.jupiter.api.parallel.Resources;

/// For a test class that changes what every other one would see: it gets a Tidegate and an AWS that
/// the others do not share, so that nobody waits for it. Classes that name the same stack take
/// turns.
///
/// Against a stack that was given there is no second one: there it runs while nothing else does.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Running.class)
@ResourceLock(providers = Apart.Turns.class)
@interface Apart {
  /// Which stack; any name.
  String stack();

  /// What it does that others could not bear.
  String because();

  /// One class at a time on a stack.
  final class Turns implements ResourceLocksProvider {
    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
      String lock =
          Running.givenStack().isPresent()
              ? Resources.GLOBAL
              : testClass.getAnnotation(Apart.class).stack();
      return Set.of(new Lock(lock, ResourceAccessMode.READ_WRITE));
    }
  }
}
