/// Tests, and what the functions' tests share.
@NullMarked
package dev.tidegate.adapters.lambda.http;

import org.jspecify.annotations.NullMarked;
