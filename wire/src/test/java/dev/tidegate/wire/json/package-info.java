@NullMarked
package dev.tidegate.wire.json;

import org.jspecify.annotations.NullMarked;
