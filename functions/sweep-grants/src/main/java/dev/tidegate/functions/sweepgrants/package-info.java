/// The function `sweep-grants`: retries or completes whatever is due or half done.
@NullMarked
package dev.tidegate.functions.sweepgrants;

import org.jspecify.annotations.NullMarked;
