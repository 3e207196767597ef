/// Publishes domain events on Tidegate's own EventBridge bus.
@NullMarked
package dev.tidegate.adapters.events;

import org.jspecify.annotations.NullMarked;
