/// Signs checkpoints with a KMS key.
@NullMarked
package dev.tidegate.adapters.kms;

import org.jspecify.annotations.NullMarked;
