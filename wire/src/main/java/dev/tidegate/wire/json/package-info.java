/// JSON as an immutable tree, its reader and its writer. Sees jackson-core and nothing of ours, so
/// that the command line's launcher can leave the rest off the class path of `credentials`.
@NullMarked
package dev.tidegate.wire.json;

import org.jspecify.annotations.NullMarked;
