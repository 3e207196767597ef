/// Handles HTTP events of API Gateway (payload 2.0): identifies the caller, reads the input, and
/// writes the answer.
@NullMarked
package dev.tidegate.adapters.lambda.http;

import org.jspecify.annotations.NullMarked;
