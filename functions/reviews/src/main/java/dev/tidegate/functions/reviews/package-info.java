/// The function `reviews`: approve and deny.
@NullMarked
package dev.tidegate.functions.reviews;

import org.jspecify.annotations.NullMarked;
