/// JSON as a tree, read and written without reflection.
@NullMarked
package dev.tidegate.cli.json;

import org.jspecify.annotations.NullMarked;
