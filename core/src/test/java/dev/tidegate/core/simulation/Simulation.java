package dev.tidegate.core.simulation;

import dev.tidegate.core.access.Samples;
import dev.tidegate.core.access.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/// One simulated world: people and functions under a virtual clock, for a day, with everything
/// decided by one seed. The same seed gives the same world, call by call.
final class Simulation {
  private static final Duration LENGTH = Duration.ofHours(24);

  /// The result.
  ///
  /// @param broken what should have held and did not
  /// @param story every call in its order, if it was to be told
  /// @param calls how many calls were made
  record Result(long seed, Setting setting, List<String> broken, List<String> story, int calls) {}

  private Simulation() {}

  /// Runs the world of a seed, after `change` was made to it.
  static Result run(long seed, boolean tell, Function<Setting, Setting> change) {
    FutureTask<Result> task = new FutureTask<>(() -> simulate(seed, tell, change));
    Thread.ofVirtual().start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + seed, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Result simulate(long seed, boolean tell, Function<Setting, Setting> change) {
    Random random = new Random(seed);
    Setting setting = change.apply(Setting.any(random, Samples.T0));
    Machine machine = new Machine(Samples.T0);
    Parts parts = new Parts();
    Network network = new Network(machine, random, setting, tell, parts::arrived);
    World world =
        new World(
            network,
            machine::now,
            () -> Duration.ofMillis(random.nextInt((int) setting.lag().toMillis() + 1)),
            parts::saw);
    world.policy(People.atFirst());
    world.aws().dateConditions(setting.has(Setting.Line.DATE));
    world.aws().roles().room(setting.room());
    if (setting.is(Setting.Broken.CUT_IS_LOST)) {
      world.aws().loseDenies();
    }
    Checks checks = new Checks(machine, world, setting);
    Functions functions =
        new Functions(
            machine,
            world,
            random,
            setting,
            (name, exit) -> {
              network.tell(name, () -> "is over: " + exit);
              checks.over(name, exit);
            });
    parts.set(checks, functions);
    new People(machine, world, random, checks::over).live();
    Instant horizon = Samples.T0.plus(LENGTH);
    machine.at(Samples.T0.plusSeconds(random.nextInt(300)), () -> functions.sweepUntil(horizon));
    machine.run();
    return new Result(seed, setting, List.copyOf(checks.all()), network.story(), network.calls());
  }
}
