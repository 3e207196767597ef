@NullMarked
package dev.tidegate.core.access.assess;

import org.jspecify.annotations.NullMarked;
