/// The checks of `./aws-check`, one class for each assumption.
@NullMarked
package dev.tidegate.local.awscheck.checks;

import org.jspecify.annotations.NullMarked;
