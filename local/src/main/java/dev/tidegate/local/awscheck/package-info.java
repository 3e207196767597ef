/// `./aws-check`: tries on a real account what Tidegate assumes of AWS.
@NullMarked
package dev.tidegate.local.awscheck;

import org.jspecify.annotations.NullMarked;
