/// The function `records`: serves the record.
@NullMarked
package dev.tidegate.functions.records;

import org.jspecify.annotations.NullMarked;
