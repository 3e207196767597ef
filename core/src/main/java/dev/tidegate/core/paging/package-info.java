/// Lists, a page at a time.
@NullMarked
package dev.tidegate.core.paging;

import org.jspecify.annotations.NullMarked;
