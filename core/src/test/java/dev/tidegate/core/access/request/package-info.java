@NullMarked
package dev.tidegate.core.access.request;

import org.jspecify.annotations.NullMarked;
