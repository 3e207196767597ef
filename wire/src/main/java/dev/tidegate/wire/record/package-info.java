/// The record as JSON: what the API hands out, exports hold and the archive keeps.
@NullMarked
package dev.tidegate.wire.record;

import org.jspecify.annotations.NullMarked;
