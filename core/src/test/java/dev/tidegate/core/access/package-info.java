@NullMarked
package dev.tidegate.core.access;

import org.jspecify.annotations.NullMarked;
