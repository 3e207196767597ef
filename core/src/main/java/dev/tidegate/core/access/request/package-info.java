/// The operations from a request to its answer, one class each.
@NullMarked
package dev.tidegate.core.access.request;

import org.jspecify.annotations.NullMarked;
