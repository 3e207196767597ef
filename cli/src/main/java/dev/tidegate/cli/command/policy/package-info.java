/// `tidegate policy ...`: policy files on this machine, and the policy in force.
@NullMarked
package dev.tidegate.cli.command.policy;

import org.jspecify.annotations.NullMarked;
