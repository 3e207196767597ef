@NullMarked
package dev.tidegate.adapters.events;

import org.jspecify.annotations.NullMarked;
