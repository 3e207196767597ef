/// Domain events on an EventBridge bus of Tidegate's own.
@NullMarked
package dev.tidegate.adapters.events;

import org.jspecify.annotations.NullMarked;
