/// From a function's environment to what several functions are made of: clients, tables, the case
/// store, the policy in force.
@NullMarked
package dev.tidegate.composition;

import org.jspecify.annotations.NullMarked;
