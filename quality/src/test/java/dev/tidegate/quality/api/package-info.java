/// Holds the HTTP API's description, its reference and its routes against what the functions do.
@NullMarked
package dev.tidegate.quality.api;

import org.jspecify.annotations.NullMarked;
