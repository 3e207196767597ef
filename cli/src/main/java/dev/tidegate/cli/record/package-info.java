/// The record on this machine: downloading it, writing it down, verifying it.
@NullMarked
package dev.tidegate.cli.record;

import org.jspecify.annotations.NullMarked;
