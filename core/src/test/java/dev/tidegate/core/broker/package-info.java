/// Fixtures, in-memory ports and the contract suites that every implementation of a port passes.
@NullMarked
package dev.tidegate.core.broker;

import org.jspecify.annotations.NullMarked;
