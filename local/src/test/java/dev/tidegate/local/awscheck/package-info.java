@NullMarked
package dev.tidegate.local.awscheck;

import org.jspecify.annotations.NullMarked;
