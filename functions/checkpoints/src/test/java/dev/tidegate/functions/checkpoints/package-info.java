@NullMarked
package dev.tidegate.functions.checkpoints;

import org.jspecify.annotations.NullMarked;
