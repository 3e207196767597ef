/// Tests.
@NullMarked
package dev.tidegate.functions.revocations;

import org.jspecify.annotations.NullMarked;
