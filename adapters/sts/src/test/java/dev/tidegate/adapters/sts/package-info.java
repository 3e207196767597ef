@NullMarked
package dev.tidegate.adapters.sts;

import org.jspecify.annotations.NullMarked;
