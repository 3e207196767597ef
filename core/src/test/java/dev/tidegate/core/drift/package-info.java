@NullMarked
package dev.tidegate.core.drift;

import org.jspecify.annotations.NullMarked;
