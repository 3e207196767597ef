/// `tidegate login` and `tidegate logout`.
@NullMarked
package dev.tidegate.cli.command.signin;

import org.jspecify.annotations.NullMarked;
