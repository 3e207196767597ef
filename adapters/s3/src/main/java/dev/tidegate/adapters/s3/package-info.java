/// Stores checkpoints in an S3 bucket with Object Lock.
@NullMarked
package dev.tidegate.adapters.s3;

import org.jspecify.annotations.NullMarked;
