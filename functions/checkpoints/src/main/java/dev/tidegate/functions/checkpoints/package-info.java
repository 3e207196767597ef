/// The function `checkpoints`: signs the events of the ledger.
@NullMarked
package dev.tidegate.functions.checkpoints;

import org.jspecify.annotations.NullMarked;
