/// Rules, and the decision they give with its reasons.
@NullMarked
package dev.tidegate.core.policy;

import org.jspecify.annotations.NullMarked;
