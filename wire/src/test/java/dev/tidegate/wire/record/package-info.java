@NullMarked
package dev.tidegate.wire.record;

import org.jspecify.annotations.NullMarked;
