@NullMarked
package dev.tidegate.core.principal;

import org.jspecify.annotations.NullMarked;
