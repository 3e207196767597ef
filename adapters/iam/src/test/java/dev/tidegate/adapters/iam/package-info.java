@NullMarked
package dev.tidegate.adapters.iam;

import org.jspecify.annotations.NullMarked;
