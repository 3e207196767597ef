/// The function `revocations`: ends a grant early.
@NullMarked
package dev.tidegate.functions.revocations;

import org.jspecify.annotations.NullMarked;
