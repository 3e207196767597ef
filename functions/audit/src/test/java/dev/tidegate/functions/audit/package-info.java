@NullMarked
package dev.tidegate.functions.audit;

import org.jspecify.annotations.NullMarked;
