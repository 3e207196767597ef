package dev.tidegate.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// What a fresh JVM does in a start-up measurement: make one handler as Lambda does, or nothing.
public final class Boot {
  private Boot() {}

  /// Takes the name of a handler class, or no argument to do nothing.
  public static void main(String[] arguments) throws Throwable {
    if (arguments.length == 0) {
      return;
    }
    Class<?> handler = Class.forName(arguments[0]);
    Object made =
        MethodHandles.lookup().findConstructor(handler, MethodType.methodType(void.class)).invoke();
    if (!handler.isInstance(made)) {
      throw new IllegalStateException("no handler was made");
    }
  }
}
