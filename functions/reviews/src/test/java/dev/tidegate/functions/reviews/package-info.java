/// Tests.
@NullMarked
package dev.tidegate.functions.reviews;

import org.jspecify.annotations.NullMarked;
