/// The record as a whole: reading the ledger, and signing what it holds.
@NullMarked
package dev.tidegate.core.record;

import org.jspecify.annotations.NullMarked;
