/// What the program touches outside itself: streams, clock, environment, exit codes.
@NullMarked
package dev.tidegate.cli.shell;

import org.jspecify.annotations.NullMarked;
