/// The function `publish`: publishes the record to the event bus.
@NullMarked
package dev.tidegate.functions.publish;

import org.jspecify.annotations.NullMarked;
