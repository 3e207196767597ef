@NullMarked
package dev.tidegate.core.policy;

import org.jspecify.annotations.NullMarked;
