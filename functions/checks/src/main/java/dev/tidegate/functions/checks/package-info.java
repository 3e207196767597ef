/// The function `checks`: starts a drift check on demand.
@NullMarked
package dev.tidegate.functions.checks;

import org.jspecify.annotations.NullMarked;
