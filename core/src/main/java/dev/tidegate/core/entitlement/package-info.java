/// What can be requested, and what somebody requested.
@NullMarked
package dev.tidegate.core.entitlement;

import org.jspecify.annotations.NullMarked;
