/// Schedules for the start and the end of grants, in EventBridge Scheduler.
@NullMarked
package dev.tidegate.adapters.scheduler;

import org.jspecify.annotations.NullMarked;
