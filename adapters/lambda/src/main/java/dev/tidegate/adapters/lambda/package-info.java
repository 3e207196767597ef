/// What every function needs around its verb: environment, AWS clients, logs, metrics, ids.
@NullMarked
package dev.tidegate.adapters.lambda;

import org.jspecify.annotations.NullMarked;
