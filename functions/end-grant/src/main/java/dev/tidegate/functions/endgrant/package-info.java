/// The function `end-grant`: takes grants to Ended, by time or after a revoke.
@NullMarked
package dev.tidegate.functions.endgrant;

import org.jspecify.annotations.NullMarked;
