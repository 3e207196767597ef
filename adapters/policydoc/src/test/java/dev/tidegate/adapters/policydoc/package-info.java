@NullMarked
package dev.tidegate.adapters.policydoc;

import org.jspecify.annotations.NullMarked;
