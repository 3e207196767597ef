/// Tests, and what the functions' tests share.
@NullMarked
package dev.tidegate.adapters.lambda;

import org.jspecify.annotations.NullMarked;
