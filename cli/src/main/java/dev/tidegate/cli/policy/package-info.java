/// Policy files on this machine: reading them, what is to say of them, and how that is said.
@NullMarked
package dev.tidegate.cli.policy;

import org.jspecify.annotations.NullMarked;
