/// One class per verb, and the ports they need.
@NullMarked
package dev.tidegate.core.broker;

import org.jspecify.annotations.NullMarked;
