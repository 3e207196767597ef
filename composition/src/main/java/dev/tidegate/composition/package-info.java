/// Builds from a function's environment what several functions share: clients, tables, the case
/// store, the policy in force.
@NullMarked
package dev.tidegate.composition;

import org.jspecify.annotations.NullMarked;
