@NullMarked
package dev.tidegate.core.audit;

import org.jspecify.annotations.NullMarked;
