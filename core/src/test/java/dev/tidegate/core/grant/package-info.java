@NullMarked
package dev.tidegate.core.grant;

import org.jspecify.annotations.NullMarked;
