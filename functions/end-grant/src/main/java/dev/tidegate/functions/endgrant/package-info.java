/// The function `end-grant`: from time is up, or a human said so, to Ended.
@NullMarked
package dev.tidegate.functions.endgrant;

import org.jspecify.annotations.NullMarked;
