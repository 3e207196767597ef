@NullMarked
package dev.tidegate.core.access.grant;

import org.jspecify.annotations.NullMarked;
