/// Storage of cases: the port, and what every operation needs to write through it.
@NullMarked
package dev.tidegate.core.access.store;

import org.jspecify.annotations.NullMarked;
