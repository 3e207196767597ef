/// The command line of Tidegate: start reading in [Main], then [Tidegate], then one command.
@NullMarked
package dev.tidegate.cli;

import org.jspecify.annotations.NullMarked;
