@NullMarked
package dev.tidegate.core.request;

import org.jspecify.annotations.NullMarked;
