/// Tests of the repository itself.
@NullMarked
package dev.tidegate.quality;

import org.jspecify.annotations.NullMarked;
