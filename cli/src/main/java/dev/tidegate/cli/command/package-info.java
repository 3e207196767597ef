/// One class per command.
@NullMarked
package dev.tidegate.cli.command;

import org.jspecify.annotations.NullMarked;
