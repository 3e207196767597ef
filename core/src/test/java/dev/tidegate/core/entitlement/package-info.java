@NullMarked
package dev.tidegate.core.entitlement;

import org.jspecify.annotations.NullMarked;
