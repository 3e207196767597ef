/// Signs what came into the ledger.
@NullMarked
package dev.tidegate.functions.checkpoints;

import org.jspecify.annotations.NullMarked;
