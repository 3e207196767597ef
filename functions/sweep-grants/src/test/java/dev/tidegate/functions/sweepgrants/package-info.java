@NullMarked
package dev.tidegate.functions.sweepgrants;

import org.jspecify.annotations.NullMarked;
