/// Where cases are kept: the port, and what every verb needs to write through it.
@NullMarked
package dev.tidegate.core.access.store;

import org.jspecify.annotations.NullMarked;
