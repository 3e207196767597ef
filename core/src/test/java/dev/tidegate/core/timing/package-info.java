@NullMarked
package dev.tidegate.core.timing;

import org.jspecify.annotations.NullMarked;
