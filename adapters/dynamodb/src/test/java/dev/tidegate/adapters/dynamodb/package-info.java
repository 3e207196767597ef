/// The contract suites on DynamoDB Local, on the emulator, and on LocalStack where there is one.
@NullMarked
package dev.tidegate.adapters.dynamodb;

import org.jspecify.annotations.NullMarked;
