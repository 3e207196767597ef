/// The key that checkpoints are signed with, in KMS.
@NullMarked
package dev.tidegate.adapters.kms;

import org.jspecify.annotations.NullMarked;
