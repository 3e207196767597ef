/// The story that `./demo` tells, by the command line that people use.
@NullMarked
package dev.tidegate.local.demo;

import org.jspecify.annotations.NullMarked;
