@NullMarked
package dev.tidegate.functions.publish;

import org.jspecify.annotations.NullMarked;
