@NullMarked
package dev.tidegate.policytools;

import org.jspecify.annotations.NullMarked;
