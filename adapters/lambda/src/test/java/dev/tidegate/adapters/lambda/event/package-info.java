@NullMarked
package dev.tidegate.adapters.lambda.event;

import org.jspecify.annotations.NullMarked;
