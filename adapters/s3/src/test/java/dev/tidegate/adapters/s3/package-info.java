@NullMarked
package dev.tidegate.adapters.s3;

import org.jspecify.annotations.NullMarked;
