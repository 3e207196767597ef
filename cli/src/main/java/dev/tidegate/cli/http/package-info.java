/// One HTTP call, with limits.
@NullMarked
package dev.tidegate.cli.http;

import org.jspecify.annotations.NullMarked;
