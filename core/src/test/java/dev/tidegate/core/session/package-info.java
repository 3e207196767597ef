@NullMarked
package dev.tidegate.core.session;

import org.jspecify.annotations.NullMarked;
