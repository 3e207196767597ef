/// Words for people: times, tables, requests, refusals.
@NullMarked
package dev.tidegate.cli.text;

import org.jspecify.annotations.NullMarked;
