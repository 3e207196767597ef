@NullMarked
package dev.tidegate.functions.records;

import org.jspecify.annotations.NullMarked;
