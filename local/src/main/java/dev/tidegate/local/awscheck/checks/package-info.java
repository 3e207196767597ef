/// What `./aws-check` tries, one class to an assumption.
@NullMarked
package dev.tidegate.local.awscheck.checks;

import org.jspecify.annotations.NullMarked;
