/// Tests of what is read from activity.
@NullMarked
package dev.tidegate.core.audit.activity;

import org.jspecify.annotations.NullMarked;
