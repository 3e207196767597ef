/// The function `revocations`: ends grants early.
@NullMarked
package dev.tidegate.functions.revocations;

import org.jspecify.annotations.NullMarked;
