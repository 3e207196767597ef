/// HTTP events of API Gateway (payload 2.0): who calls, what was sent, and what goes back.
@NullMarked
package dev.tidegate.adapters.lambda.http;

import org.jspecify.annotations.NullMarked;
