@NullMarked
package dev.tidegate.core.access.store;

import org.jspecify.annotations.NullMarked;
