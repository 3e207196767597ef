/// What was done with a grant's sessions, as CloudTrail recorded it.
@NullMarked
package dev.tidegate.core.audit.activity;

import org.jspecify.annotations.NullMarked;
