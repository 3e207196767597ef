/// `./aws-check`: tests in a real account what Tidegate assumes about AWS.
@NullMarked
package dev.tidegate.local.awscheck;

import org.jspecify.annotations.NullMarked;
