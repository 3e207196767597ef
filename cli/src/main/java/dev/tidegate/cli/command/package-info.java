/// One class for each command, in rooms by what it is about; here is what all of them share.
@NullMarked
package dev.tidegate.cli.command;

import org.jspecify.annotations.NullMarked;
