/// `tidegate audit ...`: the record downloaded, verified and reported; a check of the target
/// accounts.
@NullMarked
package dev.tidegate.cli.command.audit;

import org.jspecify.annotations.NullMarked;
