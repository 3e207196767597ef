@NullMarked
package dev.tidegate.adapters.scheduler;

import org.jspecify.annotations.NullMarked;
