/// Tests.
@NullMarked
package dev.tidegate.functions.sessions;

import org.jspecify.annotations.NullMarked;
