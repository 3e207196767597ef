/// Policy files on this machine: reading them, running the policy tools on them, and writing the
/// results.
@NullMarked
package dev.tidegate.cli.policy;

import org.jspecify.annotations.NullMarked;
