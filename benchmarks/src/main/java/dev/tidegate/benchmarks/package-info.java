/// Measures what Tidegate claims: start-up, sizes, calls. Run by `benchmarks/run`.
@NullMarked
package dev.tidegate.benchmarks;

import org.jspecify.annotations.NullMarked;
