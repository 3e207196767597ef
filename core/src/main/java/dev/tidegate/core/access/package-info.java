/// The case: a request and everything that follows from it, as one value, with its states, their
/// transitions, and who may see it. There are no ports: nothing here reads or writes.
@NullMarked
package dev.tidegate.core.access;

import org.jspecify.annotations.NullMarked;
