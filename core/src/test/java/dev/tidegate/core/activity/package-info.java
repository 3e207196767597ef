@NullMarked
package dev.tidegate.core.activity;

import org.jspecify.annotations.NullMarked;
