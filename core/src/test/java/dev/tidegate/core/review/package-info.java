@NullMarked
package dev.tidegate.core.review;

import org.jspecify.annotations.NullMarked;
