package dev.tidegate.core.simulation;

import dev.tidegate.core.access.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A virtual clock, and processes that run one at a time: each gives way at every call it makes, so
/// that any two can meet at any two calls. Which one goes on is decided by the clock alone.
///
/// It has to run on a virtual thread: then passing control costs about a microsecond.
final class Machine {
  /// How a process came to its end.
  sealed interface Exit {
    /// It returned.
    record Done() implements Exit {}

    /// It threw.
    record Failed(Throwable why) implements Exit {}
  }

  private record Turn(Instant at, long order, Runnable what) implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      int time = at.compareTo(other.at);
      return time != 0 ? time : Long.compare(order, other.order);
    }
  }

  /// A run of one function.
  final class Process {
    private final String name;
    private final Instant deadline;
    private final Runnable body;
    private final Consumer<Exit> then;
    private final Thread thread;
    private volatile boolean itsTurn;
    private boolean dead;
    private boolean over;
    private Exit exit = new Exit.Done();

    private Process(String name, Instant deadline, Runnable body, Consumer<Exit> then) {
      this.name = name;
      this.deadline = deadline;
      this.body = body;
      this.then = then;
      this.thread = Thread.ofVirtual().unstarted(this::live);
    }

    String name() {
      return name;
    }

    /// Kills it if its time is up; a process that was killed stays so.
    void check() {
      if (dead || now.isAfter(deadline)) {
        throw crash("out of time");
      }
    }

    /// Kills it.
    Wire.Crash crash(String where) {
      dead = true;
      return new Wire.Crash(where);
    }

    /// Gives way for `pause`.
    void pause(Duration pause) {
      after(pause, () -> turn(this));
      itsTurn = false;
      LockSupport.unpark(self);
      while (!itsTurn) {
        LockSupport.park(this);
      }
    }

    private void live() {
      try {
        body.run();
      } catch (Throwable why) {
        exit = new Exit.Failed(why);
      }
      over = true;
      itsTurn = false;
      LockSupport.unpark(self);
    }
  }

  private final PriorityQueue<Turn> turns = new PriorityQueue<>();
  private final Thread self = Thread.currentThread();
  private Instant now;
  private long order;
  private @Nullable Process current;

  Machine(Instant start) {
    now = start;
  }

  Instant now() {
    return now;
  }

  /// Returns the process whose turn it is.
  Process current() {
    if (current == null) {
      throw new IllegalStateException("no process is running");
    }
    return current;
  }

  /// Does something later.
  void after(Duration delay, Runnable what) {
    at(now.plus(delay), what);
  }

  /// Does something at `at`, or now when that is past.
  void at(Instant at, Runnable what) {
    turns.add(new Turn(at.isBefore(now) ? now : at, order++, what));
  }

  /// Starts a process after `delay`; when it is over, `then` is told how it went.
  void start(String name, Duration delay, Duration timeout, Runnable body, Consumer<Exit> then) {
    after(
        delay,
        () -> {
          Process process = new Process(name, now.plus(timeout), body, then);
          turn(process);
        });
  }

  /// Runs until nothing is left to do.
  void run() {
    for (Turn turn = turns.poll(); turn != null; turn = turns.poll()) {
      now = turn.at;
      turn.what.run();
    }
  }

  private void turn(Process process) {
    current = process;
    process.itsTurn = true;
    if (process.thread.getState() == Thread.State.NEW) {
      process.thread.start();
    } else {
      LockSupport.unpark(process.thread);
    }
    while (process.itsTurn) {
      LockSupport.park(process);
    }
    current = null;
    if (process.over) {
      process.then.accept(process.exit);
    }
  }
}
