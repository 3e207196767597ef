@NullMarked
package dev.tidegate.core.record;

import org.jspecify.annotations.NullMarked;
