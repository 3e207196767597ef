/// Tests, and the Lambda that the functions' tests share.
@NullMarked
package dev.tidegate.adapters.aws;

import org.jspecify.annotations.NullMarked;
