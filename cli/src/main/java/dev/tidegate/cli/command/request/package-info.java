/// Commands that request access, show requests and answer them.
@NullMarked
package dev.tidegate.cli.command.request;

import org.jspecify.annotations.NullMarked;
