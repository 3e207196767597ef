/// The record: events chained by hash.
@NullMarked
package dev.tidegate.core.audit;

import org.jspecify.annotations.NullMarked;
