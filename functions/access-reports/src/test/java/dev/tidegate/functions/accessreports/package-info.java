@NullMarked
package dev.tidegate.functions.accessreports;

import org.jspecify.annotations.NullMarked;
