/// Pages of lists.
@NullMarked
package dev.tidegate.core.paging;

import org.jspecify.annotations.NullMarked;
