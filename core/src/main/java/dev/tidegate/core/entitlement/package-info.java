/// What may be asked for, and what somebody asked for.
@NullMarked
package dev.tidegate.core.entitlement;

import org.jspecify.annotations.NullMarked;
