/// The record: audit events chained by hash, the ledger in the order of time, and signed
/// checkpoints with which anybody can verify it.
@NullMarked
package dev.tidegate.core.record;

import org.jspecify.annotations.NullMarked;
