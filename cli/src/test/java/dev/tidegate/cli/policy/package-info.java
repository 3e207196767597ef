@NullMarked
package dev.tidegate.cli.policy;

import org.jspecify.annotations.NullMarked;
