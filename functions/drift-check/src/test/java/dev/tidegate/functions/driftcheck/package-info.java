@NullMarked
package dev.tidegate.functions.driftcheck;

import org.jspecify.annotations.NullMarked;
