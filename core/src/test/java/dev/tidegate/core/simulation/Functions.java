package dev.tidegate.core.simulation;

import dev.tidegate.core.access.CaseChange;
import dev.tidegate.core.access.EndCause;
import dev.tidegate.core.access.Grant;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;

/// Calls the functions that nobody calls by hand: what the streams, the scheduler, the sweep and
/// asynchronous invocations deliver, late, twice and again after a failure.
final class Functions {
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(5);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration SWEEP_TIMEOUT = Duration.ofSeconds(240);

  /// How often the streams and asynchronous invocations try again, and after how long.
  private static final List<Duration> STREAM =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(20));

  private static final List<Duration> ASYNCHRONOUS =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

  private final Machine machine;
  private final World world;
  private final Random random;
  private final Setting setting;
  private final BiConsumer<String, Machine.Exit> over;
  private final Set<GrantId> armed = new HashSet<>();
  private final Set<GrantId> armedToStart = new HashSet<>();

  /// Takes what to tell of every process that is over.
  Functions(
      Machine machine,
      World world,
      Random random,
      Setting setting,
      BiConsumer<String, Machine.Exit> over) {
    this.machine = machine;
    this.world = world;
    this.random = random;
    this.setting = setting;
    this.over = over;
  }

  /// Sweeps until `horizon`.
  void sweepUntil(Instant horizon) {
    if (!setting.has(Setting.Line.SWEEP)) {
      return;
    }
    if (!world.cases().due(machine.now(), 1).isEmpty()) {
      run("sweep-grants", "", SWEEP_TIMEOUT, List.of(), this::sweep);
    }
    if (machine.now().isBefore(horizon)) {
      machine.after(SWEEP_EVERY, () -> sweepUntil(horizon));
    }
  }

  /// Delivers what a change sends into the streams.
  void saw(CaseChange change) {
    boolean had = change.before().flatMap(before -> before.grant()).isPresent();
    change
        .after()
        .grant()
        .ifPresent(
            grant -> {
              if (!had) {
                granted(grant);
              } else if (begins(change, grant) && setting.has(Setting.Line.STREAM)) {
                often(() -> end(grant.id(), seconds(3), STREAM));
              }
            });
  }

  /// Does what follows from a call that took effect: schedules fire, hand-overs arrive.
  void arrived(String call) {
    if (call.equals("scheduler.ensure") && setting.has(Setting.Line.SCHEDULE)) {
      world.aws().schedules().forEach(this::arm);
    }
    if (call.equals("scheduler.ensureStart") && setting.has(Setting.Line.SCHEDULE)) {
      world.aws().starts().forEach(this::armStart);
    }
    if (call.startsWith("handover.")) {
      for (World.Handed handed : world.handed()) {
        if (handed.toEnd()) {
          often(() -> end(handed.grant(), seconds(2), ASYNCHRONOUS));
        } else {
          often(() -> start(handed.grant(), seconds(2), ASYNCHRONOUS));
        }
      }
    }
  }

  private void granted(Grant grant) {
    boolean prompt = !setting.has(Setting.Line.SWEEP);
    if (prompt) {
      start(grant.id(), Duration.ZERO, STREAM);
    } else {
      often(() -> start(grant.id(), random.nextInt(10) == 0 ? minutes(6) : seconds(3), STREAM));
    }
    if (setting.has(Setting.Line.STREAM)) {
      machine.at(grant.terms().endsAt(), () -> often(() -> end(grant.id(), minutes(10), STREAM)));
    }
  }

  private static boolean begins(CaseChange change, Grant grant) {
    return grant instanceof Grant.Ending ending
        && !(ending.cause() instanceof EndCause.Time)
        && !(change.before().orElseThrow().grant().orElseThrow() instanceof Grant.Ending);
  }

  private void arm(GrantId grant, Instant at) {
    if (armed.add(grant)) {
      Instant soonest = machine.now().plusSeconds(60);
      machine.at(at.isBefore(soonest) ? soonest : at, () -> fire(grant));
    }
  }

  private void armStart(GrantId grant, Instant at) {
    if (armedToStart.add(grant)) {
      Instant soonest = machine.now().plusSeconds(60);
      machine.at(at.isBefore(soonest) ? soonest : at, () -> fireStart(grant));
    }
  }

  private void fireStart(GrantId grant) {
    machine.after(
        seconds(60),
        () -> {
          if (world.aws().starts().containsKey(grant)) {
            often(() -> start(grant, Duration.ZERO, ASYNCHRONOUS));
            world.aws().begun(grant);
          }
          armedToStart.remove(grant);
        });
  }

  private void fire(GrantId grant) {
    machine.after(
        seconds(60),
        () -> {
          if (world.aws().schedules().containsKey(grant)) {
            often(() -> end(grant, Duration.ZERO, ASYNCHRONOUS));
            world.aws().completed(grant);
          }
          armed.remove(grant);
        });
  }

  private void sweep() {
    world.sweep().sweep(machine.now(), 100);
  }

  private void start(GrantId grant, Duration delay, List<Duration> again) {
    machine.after(
        delay,
        () ->
            run(
                "start-grant",
                " " + grant,
                START_TIMEOUT,
                again,
                () -> world.start().start(grant, machine.now())));
  }

  private void end(GrantId grant, Duration delay, List<Duration> again) {
    machine.after(
        delay,
        () ->
            run(
                "end-grant",
                " " + grant,
                END_TIMEOUT,
                again,
                () -> world.end().end(grant, machine.now())));
  }

  private void run(
      String function, String what, Duration timeout, List<Duration> again, Runnable body) {
    machine.start(
        function + what,
        Duration.ZERO,
        timeout,
        body,
        exit -> {
          over.accept(function + what, exit);
          if (exit instanceof Machine.Exit.Failed && !again.isEmpty()) {
            List<Duration> rest = again.subList(1, again.size());
            machine.after(again.getFirst(), () -> run(function, what, timeout, rest, body));
          }
        });
  }

  /// Delivers once, or now and then twice.
  private void often(Runnable delivery) {
    delivery.run();
    if (random.nextInt(8) == 0) {
      machine.after(seconds(90), delivery);
    }
  }

  private Duration seconds(int most) {
    return Duration.ofMillis(random.nextInt(most * 1000));
  }

  private Duration minutes(int most) {
    return seconds(most * 60);
  }
}
