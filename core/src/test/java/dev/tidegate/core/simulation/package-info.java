/// A deterministic simulation of the broker: people, functions and AWS under a virtual clock, with
/// every fault that a call can meet. Start reading at [Simulation].
@NullMarked
package dev.tidegate.core.simulation;

import org.jspecify.annotations.NullMarked;
