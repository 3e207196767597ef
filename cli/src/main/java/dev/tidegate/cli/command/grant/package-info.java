/// Commands that use, watch or end a grant.
@NullMarked
package dev.tidegate.cli.command.grant;

import org.jspecify.annotations.NullMarked;
