/// What was done with grants, from CloudTrail, and what of it needs attention.
@NullMarked
package dev.tidegate.core.activity;

import org.jspecify.annotations.NullMarked;
