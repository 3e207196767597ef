/// Tests.
@NullMarked
package dev.tidegate.adapters.lambda.json;

import org.jspecify.annotations.NullMarked;
