/// A request and everything that follows from it, as one value: the case. Its states, the moves
/// between them, and who may see it. No ports: nothing here reads or writes.
@NullMarked
package dev.tidegate.core.access;

import org.jspecify.annotations.NullMarked;
