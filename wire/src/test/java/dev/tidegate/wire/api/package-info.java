@NullMarked
package dev.tidegate.wire.api;

import org.jspecify.annotations.NullMarked;
