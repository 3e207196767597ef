/// Commands that use, watch or end a grant that was given.
@NullMarked
package dev.tidegate.cli.command.grant;

import org.jspecify.annotations.NullMarked;
