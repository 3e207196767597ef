/// Tests.
@NullMarked
package dev.tidegate.functions.requests;

import org.jspecify.annotations.NullMarked;
