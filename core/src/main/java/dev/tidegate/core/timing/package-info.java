/// The times that depend on each other.
@NullMarked
package dev.tidegate.core.timing;

import org.jspecify.annotations.NullMarked;
