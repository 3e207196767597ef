@NullMarked
package dev.tidegate.core.digest;

import org.jspecify.annotations.NullMarked;
