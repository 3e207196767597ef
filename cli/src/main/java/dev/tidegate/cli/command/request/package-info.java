/// Commands that ask for access, look at requests and answer them.
@NullMarked
package dev.tidegate.cli.command.request;

import org.jspecify.annotations.NullMarked;
