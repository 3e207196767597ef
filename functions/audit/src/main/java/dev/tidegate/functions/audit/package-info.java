/// The function `audit`: what the target accounts hold, against the grants.
@NullMarked
package dev.tidegate.functions.audit;

import org.jspecify.annotations.NullMarked;
