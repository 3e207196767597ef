package dev.tidegate.core.access;

import dev.tidegate.core.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// A [Wire] that keeps a list of the calls made over it, and fails those it is told to.
public final class FaultInjection implements Wire {
  /// How a call goes wrong.
  public enum Strike {
    /// It fails and has no effect.
    FAIL_BEFORE,
    /// It takes effect, and the answer is lost.
    FAIL_AFTER,
    /// The caller is gone before it has any effect.
    CRASH_BEFORE,
    /// It takes effect, and the caller is gone.
    CRASH_AFTER
  }

  private final List<String> calls = new ArrayList<>();
  private final Set<String> down = new TreeSet<>();
  private int strikeAt = -1;
  private Strike strike = Strike.FAIL_BEFORE;
  private boolean dead;

  /// Lets the call go wrong that is the `index`th, from 0, since the list was last cleared.
  public void strike(int index, Strike how) {
    strikeAt = index;
    strike = how;
  }

  /// Lets every call of this name fail, without effect, until [#up].
  public void down(String name) {
    down.add(name);
  }

  /// Lets calls of this name work again.
  public void up(String name) {
    down.remove(name);
  }

  /// Returns the names of the calls made, in order.
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /// Forgets the calls made.
  public void clear() {
    calls.clear();
  }

  /// A new caller begins: the one that crashed no longer counts.
  public void begin() {
    dead = false;
  }

  @Override
  public <T> T call(String name, Supplier<T> service) {
    if (dead) {
      throw new Crash(name);
    }
    boolean struck = calls.size() == strikeAt;
    calls.add(name);
    if (down.contains(name)) {
      throw fault(name);
    }
    if (!struck) {
      return service.get();
    }
    if (strike == Strike.FAIL_AFTER || strike == Strike.CRASH_AFTER) {
      T _ = service.get();
    }
    if (strike == Strike.CRASH_BEFORE || strike == Strike.CRASH_AFTER) {
      dead = true;
      throw new Crash(name);
    }
    throw fault(name);
  }

  private static Fault fault(String name) {
    return new Fault(Fault.Kind.BUSY, name + " was made to fail");
  }
}
