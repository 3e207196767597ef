/// The function `checks`: a check of the target accounts, now.
@NullMarked
package dev.tidegate.functions.checks;

import org.jspecify.annotations.NullMarked;
