/// JSON as an immutable tree, with its reader and writer. Depends on jackson-core only, so that the
/// command line's launcher can leave everything else off the class path of `credentials`.
@NullMarked
package dev.tidegate.wire.json;

import org.jspecify.annotations.NullMarked;
