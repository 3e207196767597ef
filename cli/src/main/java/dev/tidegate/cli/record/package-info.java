/// The record on this machine: downloading, formatting and verifying it.
@NullMarked
package dev.tidegate.cli.record;

import org.jspecify.annotations.NullMarked;
