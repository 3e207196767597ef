@NullMarked
package dev.tidegate.core.policy.tool;

import org.jspecify.annotations.NullMarked;
