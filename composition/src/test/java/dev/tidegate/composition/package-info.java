/// Tests.
@NullMarked
package dev.tidegate.composition;

import org.jspecify.annotations.NullMarked;
