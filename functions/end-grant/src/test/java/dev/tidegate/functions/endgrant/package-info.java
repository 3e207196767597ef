@NullMarked
package dev.tidegate.functions.endgrant;

import org.jspecify.annotations.NullMarked;
