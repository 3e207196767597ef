/// JSON of the HTTP API: written by functions, read by the command line.
@NullMarked
package dev.tidegate.wire.api;

import org.jspecify.annotations.NullMarked;
