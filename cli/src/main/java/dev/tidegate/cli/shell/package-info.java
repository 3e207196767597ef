/// The program's only contact with the outside: streams, clock, environment, exit codes.
@NullMarked
package dev.tidegate.cli.shell;

import org.jspecify.annotations.NullMarked;
