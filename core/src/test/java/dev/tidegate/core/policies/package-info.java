@NullMarked
package dev.tidegate.core.policies;

import org.jspecify.annotations.NullMarked;
