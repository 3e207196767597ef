/// The function `reviews`: records approvals, denials and after-reviews.
@NullMarked
package dev.tidegate.functions.reviews;

import org.jspecify.annotations.NullMarked;
