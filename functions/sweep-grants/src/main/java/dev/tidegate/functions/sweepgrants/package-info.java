/// The function `sweep-grants`: whatever is due or half-done.
@NullMarked
package dev.tidegate.functions.sweepgrants;

import org.jspecify.annotations.NullMarked;
