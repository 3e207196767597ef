/// JSON in and out as plain maps, lists and values.
@NullMarked
package dev.tidegate.adapters.lambda.json;

import org.jspecify.annotations.NullMarked;
