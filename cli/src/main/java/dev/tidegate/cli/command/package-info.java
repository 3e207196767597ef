/// What all commands share. Each command is a class in a subpackage: `request`, `grant`, `policy`,
/// `audit` or `signin`.
@NullMarked
package dev.tidegate.cli.command;

import org.jspecify.annotations.NullMarked;
