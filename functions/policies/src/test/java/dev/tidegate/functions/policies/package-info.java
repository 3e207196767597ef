/// Tests.
@NullMarked
package dev.tidegate.functions.policies;

import org.jspecify.annotations.NullMarked;
