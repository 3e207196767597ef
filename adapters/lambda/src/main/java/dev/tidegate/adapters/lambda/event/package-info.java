/// Events of functions that are not behind the HTTP API: batches of a stream, single grants, drift
/// checks and their corrections.
@NullMarked
package dev.tidegate.adapters.lambda.event;

import org.jspecify.annotations.NullMarked;
