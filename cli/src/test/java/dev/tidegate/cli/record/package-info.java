/// Tests of the forms of a record.
@NullMarked
package dev.tidegate.cli.record;

import org.jspecify.annotations.NullMarked;
