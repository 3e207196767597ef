/// Tests of the function `activity`.
@NullMarked
package dev.tidegate.functions.activity;

import org.jspecify.annotations.NullMarked;
