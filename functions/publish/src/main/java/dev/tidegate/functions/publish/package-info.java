/// The function `publish`: the record, told on the event bus.
@NullMarked
package dev.tidegate.functions.publish;

import org.jspecify.annotations.NullMarked;
