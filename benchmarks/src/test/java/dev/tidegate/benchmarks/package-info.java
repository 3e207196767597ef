/// Counts the AWS calls of each operation.
@NullMarked
package dev.tidegate.benchmarks;

import org.jspecify.annotations.NullMarked;
