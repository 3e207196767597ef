package dev.tidegate.core.simulation;

import dev.tidegate.core.access.Wire;
import dev.tidegate.core.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What calls meet: time passes, others go on meanwhile, and now and then a call is lost, its
/// answer is lost, it arrives when nobody waits any more, or its caller dies before or after it.
final class Network implements Wire {
  private enum Fate {
    FINE,
    THROTTLED,
    UNANSWERED,
    LATE,
    DIES_BEFORE,
    DIES_AFTER
  }

  /// The longest that a call may arrive after its caller gave up.
  private static final int LATE_SECONDS = 30;

  private final Machine machine;
  private final Random random;
  private final Setting setting;
  private final Consumer<String> arrived;
  private final List<String> story = new ArrayList<>();
  private final boolean tell;
  private int calls;

  /// Takes what to tell of every call that took effect.
  Network(Machine machine, Random random, Setting setting, boolean tell, Consumer<String> arrived) {
    this.machine = machine;
    this.random = random;
    this.setting = setting;
    this.tell = tell;
    this.arrived = arrived;
  }

  int calls() {
    return calls;
  }

  List<String> story() {
    return story;
  }

  /// Adds a line to the story.
  void tell(String who, Supplier<String> what) {
    if (tell) {
      story.add(machine.now() + " " + who + ": " + what.get());
    }
  }

  @Override
  public void run(String name, Runnable service) {
    boolean lost =
        name.equals("iam.detach") && setting.is(Setting.Broken.DETACH_IS_LOST)
            || name.equals("scheduler.ensure") && setting.is(Setting.Broken.SCHEDULE_IS_LOST);
    call(
        name,
        () -> {
          if (!lost) {
            service.run();
          }
          return true;
        });
  }

  @Override
  public <T> T call(String name, Supplier<T> service) {
    Machine.Process process = machine.current();
    calls++;
    process.check();
    process.pause(latency(process));
    process.check();
    Fate fate = fate(process);
    tell(process.name(), () -> name + (fate == Fate.FINE ? "" : " " + fate));
    return switch (fate) {
      case FINE -> effect(process.name(), name, service);
      case THROTTLED -> throw fault(name, fate);
      case UNANSWERED -> {
        T _ = effect(process.name(), name, service);
        throw fault(name, fate);
      }
      case LATE -> {
        machine.after(
            Duration.ofMillis(random.nextInt(LATE_SECONDS * 1000)),
            () -> arriveLate(process.name(), name, service));
        throw fault(name, fate);
      }
      case DIES_BEFORE -> throw process.crash(name);
      case DIES_AFTER -> {
        T _ = effect(process.name(), name, service);
        throw process.crash(name);
      }
    };
  }

  private <T> void arriveLate(String who, String name, Supplier<T> service) {
    try {
      tell(who, () -> name + " arrives now");
      T _ = effect(who, name, service);
    } catch (Fault nobodyWaits) {
      tell(who, nobodyWaits::getMessage);
    }
  }

  private <T> T effect(String who, String name, Supplier<T> service) {
    T result = service.get();
    if (result instanceof Boolean written && !written) {
      tell(who, () -> name + " met a conflict");
    }
    arrived.accept(name);
    return result;
  }

  private Duration latency(Machine.Process process) {
    boolean quick = !setting.has(Setting.Line.SWEEP) && process.name().startsWith("start-grant");
    int dice = quick ? 100 : random.nextInt(200);
    if (dice == 0) {
      return Duration.ofMillis(random.nextInt(40_000));
    }
    return Duration.ofMillis(dice < 20 ? random.nextInt(3_000) : 5 + random.nextInt(100));
  }

  /// Returns what becomes of a call. Without the sweep nothing is tried for ever, so then the
  /// functions that give and end are spared.
  private Fate fate(Machine.Process process) {
    boolean spared =
        !setting.has(Setting.Line.SWEEP)
            && (process.name().startsWith("end-grant") || process.name().startsWith("start-grant"));
    if (spared
        || machine.now().isAfter(setting.calm())
        || random.nextInt(1000) >= setting.faults()) {
      return Fate.FINE;
    }
    Fate[] all = Fate.values();
    return all[1 + random.nextInt(all.length - 1)];
  }

  private static Fault fault(String name, Fate fate) {
    return new Fault(Fault.Kind.BUSY, name + ": " + fate);
  }
}
