/// What every function needs around its operation: environment, logs, metrics, ids.
@NullMarked
package dev.tidegate.adapters.lambda;

import org.jspecify.annotations.NullMarked;
