@NullMarked
package dev.tidegate.local;

import org.jspecify.annotations.NullMarked;
