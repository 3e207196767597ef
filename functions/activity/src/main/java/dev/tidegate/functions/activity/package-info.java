/// The function `activity`: records what was done with grants, from CloudTrail.
@NullMarked
package dev.tidegate.functions.activity;

import org.jspecify.annotations.NullMarked;
