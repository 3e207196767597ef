@NullMarked
package dev.tidegate.functions.checks;

import org.jspecify.annotations.NullMarked;
