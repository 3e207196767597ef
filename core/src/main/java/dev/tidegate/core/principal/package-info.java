/// People and machines: canonical identity, groups, labels, call context.
@NullMarked
package dev.tidegate.core.principal;

import org.jspecify.annotations.NullMarked;
