/// The function `activity`: what was done with grants, from CloudTrail.
@NullMarked
package dev.tidegate.functions.activity;

import org.jspecify.annotations.NullMarked;
