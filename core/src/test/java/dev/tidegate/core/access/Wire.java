package dev.tidegate.core.access;

import java.util.function.Supplier;

/// What one call meets on its way to a service and back: it may be lost, arrive without an answer,
/// or be the last thing that its caller did.
public interface Wire {
  /// Nothing happens on the way.
  Wire CLEAR =
      new Wire() {
        @Override
        public <T> T call(String name, Supplier<T> service) {
          return service.get();
        }
      };

  /// Makes one call.
  ///
  /// @param name `<service>.<operation>`
  <T> T call(String name, Supplier<T> service);

  /// Makes one call that answers nothing.
  default void run(String name, Runnable service) {
    call(
        name,
        () -> {
          service.run();
          return true;
        });
  }

  /// The caller is gone: killed, out of time, or the machine under it failed. No handler of faults
  /// catches it.
  final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    public Crash(String where) {
      super(where, null, false, false);
    }
  }
}
